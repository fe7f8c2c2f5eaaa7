using System.Text.Json;
using Escalation.Core.Tests.Evaluation;
using Escalation.Core.Tests.Statistics;
using Escalation.Learning.Calibrators;

namespace Escalation.Core.Tests.Learning.Calibrators;

public sealed class BetaCalibrationTests
{
    [Fact]
    public void Golden_parameters_come_out()
    {
        JsonElement cases = GoldenCalibration.Section("temperature_beta").GetProperty("cases");
        Assert.Equal(2, cases.GetArrayLength());
        foreach (JsonElement golden in cases.EnumerateArray())
        {
            (double[] scores, bool[] labels) = ShapedGolden.Rows(golden);
            var map = BetaCalibration.Fit(scores, labels);

            Assert.True(map.Converged);
            Assert.Equal(golden.GetProperty("beta_a").GetDouble(), map.A, 1e-4);
            Assert.Equal(golden.GetProperty("beta_b").GetDouble(), map.B, 1e-4);
            Assert.Equal(golden.GetProperty("beta_c").GetDouble(), map.C, 1e-4);
        }
    }

    [Fact]
    public void The_optimum_meets_the_conditions_of_Karush_Kuhn_and_Tucker() =>
        RankedGen.Hold(2, 30, 10, (scores, labels) =>
        {
            var map = BetaCalibration.Fit(scores, labels);
            double[] held = [.. scores.Select(score => Math.Clamp(score, 1e-9, 1.0 - 1e-9))];
            bool separated = held.Where((_, i) => !labels[i]).DefaultIfEmpty(double.NegativeInfinity).Max() <= held.Where((_, i) => labels[i]).DefaultIfEmpty(double.PositiveInfinity).Min();
            double right = separated ? 1.0 - (1.0 / (labels.Count(label => label) + 2.0)) : 1.0;
            double wrong = separated ? 1.0 / (labels.Count(label => !label) + 2.0) : 0.0;
            double[] residuals = [.. scores.Select((score, i) => map.Probability(score) - (labels[i] ? right : wrong))];
            double low = residuals.Zip(held).Sum(pair => pair.First * Math.Log(pair.Second));
            double high = -residuals.Zip(held).Sum(pair => pair.First * Math.Log(1.0 - pair.Second));

            // Of a slope above zero the derivative vanishes; of one at zero it does not fall.
            double tolerance = 1e-7 * scores.Length;
            return map.Converged
                && Math.Abs(residuals.Sum()) <= tolerance
                && (map.A > 0.0 ? Math.Abs(low) <= 21.0 * tolerance : low >= -21.0 * tolerance)
                && (map.B > 0.0 ? Math.Abs(high) <= 21.0 * tolerance : high >= -21.0 * tolerance);
        });

    [Fact]
    public void The_map_rises_and_stays_within_its_range() =>
        RankedGen.Hold(1, 20, 8, (scores, labels) =>
        {
            var map = BetaCalibration.Fit(scores, labels);
            double[] values = [.. Enumerable.Range(0, 101).Select(i => map.Probability(i / 100.0))];
            return values.All(value => value is >= 0.0 and <= 1.0) && values.Zip(values.Skip(1)).All(pair => pair.First <= pair.Second + 1e-15);
        });

    [Fact]
    public void Equal_slopes_without_offset_change_nothing()
    {
        var identity = new BetaCalibration(1.0, 1.0, 0.0);
        Assert.Equal(0.3, identity.Probability(0.3), 1e-15);
        Assert.Equal(1e-9, identity.Probability(0.0), 1e-17);
    }

    [Fact]
    public void Degenerate_rows_give_a_finite_map()
    {
        Assert.InRange(BetaCalibration.Fit([0.5], [true]).Probability(0.5), 0.6, 0.7);
        Assert.Equal(0.5, BetaCalibration.Fit([0.7, 0.7], [true, false]).Probability(0.2), 1e-12);
        Assert.InRange(BetaCalibration.Fit([0.0, 1.0], [false, true]).Probability(1.0), 0.5, 0.8);
        Assert.Equal(0.5, BetaCalibration.Fit([0.1, 0.9], [true, false]).Probability(0.9), 1e-12);
        Assert.True(double.IsFinite(BetaCalibration.Fit([0.5, 0.5 + 1e-15, 0.5 + 2e-15, 0.5], [true, false, true, false]).Probability(0.9)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void What_is_no_probability_gives_NaN(double score) => Assert.True(double.IsNaN(new BetaCalibration(1.0, 2.0, 0.5).Probability(score)));

    [Fact]
    public void Useless_rows_and_parameters_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("a", () => new BetaCalibration(-1.0, 1.0, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>("b", () => new BetaCalibration(1.0, double.NaN, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>("c", () => new BetaCalibration(1.0, 1.0, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("confidences", () => BetaCalibration.Fit([1.5], [true]));
        Assert.Throws<ArgumentException>("labels", () => BetaCalibration.Fit([0.5], []));
    }
}
