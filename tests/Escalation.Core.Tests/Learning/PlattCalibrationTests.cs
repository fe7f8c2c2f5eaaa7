using System.Text.Json;
using Escalation.Core.Tests.Statistics;
using Escalation.Learning;

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

    private static double Logit(double score)
    {
        double clipped = Math.Clamp(score, 1e-9, 1.0 - 1e-9);
        return Math.Log(clipped / (1.0 - clipped));
    }
}
