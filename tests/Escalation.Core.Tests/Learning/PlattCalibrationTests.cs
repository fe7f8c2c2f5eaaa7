using System.Text.Json;
using Escalation.Core.Tests.Statistics;
using Escalation.Learning;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Learning;

public sealed class PlattCalibrationTests
{
    [Fact]
    public void Golden_parameters_come_out()
    {
        JsonElement cases = GoldenCalibration.Section("platt").GetProperty("cases");
        Assert.Equal(4, cases.GetArrayLength());
        foreach (JsonElement golden in cases.EnumerateArray())
        {
            (double[] scores, bool[] labels) = LearningGolden.ScoresAndCorrect(golden.GetProperty("n").GetInt32(), golden.GetProperty("seed").GetUInt64());
            string kind = golden.GetProperty("kind").GetString()!;
            labels = kind == "separable" ? [.. scores.Select(score => score > 0.5)] : labels;
            scores = kind == "logit" ? [.. scores.Select(Logit)] : scores;
            Assert.Equal(golden.GetProperty("positives").GetInt32(), labels.Count(label => label));

            PlattCalibration fitted = PlattCalibration.Fit(scores, labels);

            Assert.True(fitted.Converged, kind);
            Assert.InRange(fitted.A / golden.GetProperty("newton_a").GetDouble(), 1.0 - 1e-8, 1.0 + 1e-8);
            Assert.InRange(fitted.B / golden.GetProperty("newton_b").GetDouble(), 1.0 - 1e-8, 1.0 + 1e-8);
        }
    }

    [Fact]
    public void Higher_scores_that_are_right_more_often_give_a_negative_slope()
    {
        PlattCalibration fitted = PlattCalibration.Fit([0.0, 1.0, 2.0, 3.0], [false, true, false, true]);

        Assert.True(fitted.A < 0.0);
        Assert.True(fitted.Probability(3.0) > fitted.Probability(0.0));
    }

    [Fact]
    public void Equal_scores_give_the_smoothed_base_rate()
    {
        PlattCalibration fitted = PlattCalibration.Fit([2.0, 2.0, 2.0, 2.0], [true, true, true, false]);

        Assert.True(fitted.Converged);
        Assert.Equal(0.0, fitted.A);
        Assert.Equal(((3 * 0.8) + (1.0 / 3.0)) / 4.0, fitted.Probability(2.0), 12);
    }

    [Fact]
    public void One_class_alone_stays_inside_the_open_interval() =>
        Assert.InRange(PlattCalibration.Fit([0.1, 0.7, 0.4], [true, true, true]).Probability(0.5), 0.5, 0.99);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_score_that_is_not_finite_gives_NaN(double bad) =>
        Assert.True(double.IsNaN(PlattCalibration.Fit([0.0, 1.0], [false, true]).Probability(bad)));

    [Fact]
    public void No_scores_or_unequal_lengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PlattCalibration.Fit([], []));
        Assert.Throws<ArgumentException>(() => PlattCalibration.Fit([1.0, 2.0], [true]));
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(2.0, 0.8807970779778823)]
    [InlineData(-2.0, 0.11920292202211755)]
    [InlineData(1000.0, 1.0)]
    [InlineData(-1000.0, 0.0)]
    public void The_logistic_function_rises_with_the_score(double score, double expected) =>
        Assert.Equal(expected, PlattCalibration.Logistic.Probability(score), 1e-15);

    [Fact]
    public void A_given_negative_slope_is_the_one_that_rises()
    {
        var rising = new PlattCalibration(a: -3.0, b: 0.5);

        Assert.Equal(1.0 / (1.0 + Math.Exp(-0.7)), rising.Probability(0.4), 1e-15);
        Assert.True(rising.Probability(0.4) > rising.Probability(0.3));
        Assert.True(new PlattCalibration(3.0, 0.5).Probability(0.4) < new PlattCalibration(3.0, 0.5).Probability(0.3));
        Assert.Equal((-3.0, 0.5, true), (rising.A, rising.B, rising.Converged));
    }

    [Fact]
    public void The_probability_is_monotone_and_within_its_range()
    {
        Gen<double> finite = ArbMap.Default.GeneratorFor<NormalFloat>().Select(value => value.Get);
        Prop.ForAll(finite.Two().ToArbitrary(), pair =>
        {
            double low = PlattCalibration.Logistic.Probability(Math.Min(pair.Item1, pair.Item2));
            double high = PlattCalibration.Logistic.Probability(Math.Max(pair.Item1, pair.Item2));
            return low is >= 0.0 and <= 1.0 && high is >= 0.0 and <= 1.0 && low <= high;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_not_finite_never_becomes_certainty(double score) =>
        Assert.True(double.IsNaN(PlattCalibration.Logistic.Probability(score)));

    [Theory]
    [InlineData(0.0, 0.0, "a")]
    [InlineData(double.NaN, 0.0, "a")]
    [InlineData(double.PositiveInfinity, 0.0, "a")]
    [InlineData(1.0, double.NaN, "b")]
    public void Useless_parameters_are_refused(double a, double b, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new PlattCalibration(a, b));

    private static double Logit(double score)
    {
        double clipped = Math.Clamp(score, 1e-9, 1.0 - 1e-9);
        return Math.Log(clipped / (1.0 - clipped));
    }
}
