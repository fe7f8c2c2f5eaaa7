using System.Text.Json;
using Escalation.Core.Tests.Statistics;
using Escalation.Learning.Calibrators;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Learning.Calibrators;

public sealed class TemperatureScalingTests
{
    [Fact]
    public void Golden_temperatures_come_out()
    {
        foreach (JsonElement golden in GoldenCalibration.Section("temperature_beta").GetProperty("cases").EnumerateArray())
        {
            (double[] scores, bool[] labels) = ShapedGolden.Rows(golden);
            double[] logOdds = [.. scores.Select(LogOddsCalibration.LogOdds)];

            var map = TemperatureScaling.Fit(logOdds, labels);

            Assert.True(map.Converged);
            Assert.Equal(golden.GetProperty("temperature").GetDouble(), map.Temperature, 1e-6);
            Assert.Equal(golden.GetProperty("mean_nll").GetDouble(), ShapedGolden.LogLoss(map, logOdds, labels) / labels.Length, 1e-9);
        }
    }

    [Fact]
    public void The_slope_of_the_loss_is_zero_at_the_optimum_or_the_optimum_is_at_the_edge()
    {
        Gen<(double[] Z, bool[] Labels)> cases =
            from n in Gen.Choose(1, 25)
            from z in Gen.ArrayOf(Gen.Choose(-30, 30), n)
            from labels in Gen.ArrayOf(Gen.Elements(true, false), n)
            from unit in Gen.Elements(1e-6, 0.1, 1.0, 1e4)
            select (z.Select(one => one * unit).ToArray(), labels);
        Prop.ForAll(cases.ToArbitrary(), data =>
        {
            var map = TemperatureScaling.Fit(data.Z, data.Labels);
            if (data.Z.All(z => z == 0.0))
            {
                return map.Temperature == 1.0;
            }

            bool contradicted = data.Z.Zip(data.Labels).Any(row => row.Second ? row.First < 0.0 : row.First > 0.0);
            double right = contradicted ? 1.0 : 1.0 - (1.0 / (data.Labels.Count(label => label) + 2.0));
            double wrong = contradicted ? 0.0 : 1.0 / (data.Labels.Count(label => !label) + 2.0);
            double slope = data.Z.Zip(data.Labels).Sum(row => row.First * (map.Probability(row.First) - (row.Second ? right : wrong)));
            double scale = data.Z.Sum(Math.Abs);
            return map.Converged && (map.Inverse == 0.0 ? slope >= -1e-9 * scale : Math.Abs(slope) <= 1e-9 * scale);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void Scaling_the_log_odds_scales_the_temperature()
    {
        (double[] scores, bool[] labels) = LearningGolden.ScoresAndCorrect(400, 8);
        double[] z = [.. scores.Select(LogOddsCalibration.LogOdds)];
        double one = TemperatureScaling.Fit(z, labels).Temperature;
        Assert.Equal(8.0 * one, TemperatureScaling.Fit([.. z.Select(value => 8.0 * value)], labels).Temperature, 1e-9);
    }

    [Fact]
    public void Scores_that_rank_backwards_give_one_half_everywhere()
    {
        var map = TemperatureScaling.Fit([-2.0, 2.0], [true, false]);
        Assert.Equal(double.PositiveInfinity, map.Temperature);
        Assert.Equal(0.5, map.Probability(1e300));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void Separated_rows_stay_inside_the_open_interval_at_any_scale(double unit)
    {
        var map = TemperatureScaling.Fit([-unit, -unit, unit, unit], [false, false, true, true]);
        Assert.True(map.Converged);

        // Two of each class: Platt's targets are 3/4 and 1/4.
        Assert.Equal(0.75, map.Probability(unit), 1e-9);
        Assert.Equal(0.25, map.Probability(-unit), 1e-9);
    }

    [Fact]
    public void Degenerate_rows_give_a_finite_map()
    {
        Assert.InRange(TemperatureScaling.Fit([3.0], [true]).Probability(3.0), 0.5, 0.9);
        Assert.Equal(1.0, TemperatureScaling.Fit([0.0, 0.0], [true, false]).Temperature);
        Assert.InRange(TemperatureScaling.Fit([1e308, -1e308, 1.0], [true, true, false]).Probability(5.0), 0.0, 1.0);
        Assert.True(double.IsNaN(TemperatureScaling.FromTemperature(2.0).Probability(double.NaN)));
        Assert.True(double.IsNaN(TemperatureScaling.FromTemperature(2.0).Probability(double.PositiveInfinity)));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => TemperatureScaling.FromTemperature(0.0));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => TemperatureScaling.FromTemperature(double.Epsilon));
        Assert.Throws<ArgumentOutOfRangeException>("scores", () => TemperatureScaling.Fit([double.NaN], [true]));
        Assert.Throws<ArgumentException>("labels", () => TemperatureScaling.Fit([1.0], [true, false]));
    }
}
