using Escalation.Core.Tests.Evaluation;
using Escalation.Learning.Calibrators;

namespace Escalation.Core.Tests.Learning.Calibrators;

public sealed class HistogramCalibrationTests
{
    [Fact]
    public void Bins_of_equal_width_hold_their_share_and_empty_ones_the_lower_neighbour()
    {
        var map = HistogramCalibration.Fit([0.1, 0.15, 0.5, 0.55, 0.9], [false, true, true, true, false], 5, HistogramRule.EqualWidth);

        Assert.Equal(5, map.Bins);
        Assert.Equal(0.5, map.Probability(0.0));
        Assert.Equal(0.5, map.Probability(0.3));
        Assert.Equal(1.0, map.Probability(0.45));
        Assert.Equal(0.0, map.Probability(0.7));
        Assert.Equal(0.0, map.Probability(1.0));
    }

    [Fact]
    public void Empty_outer_bins_take_what_is_nearest()
    {
        var map = HistogramCalibration.Fit([0.5, 0.5, 0.5], [true, true, false], 10, HistogramRule.EqualWidth);
        Assert.All((double[])[0.0, 0.5, 1.0], score => Assert.Equal(2.0 / 3.0, map.Probability(score), 15));
    }

    [Fact]
    public void A_score_at_an_edge_is_in_the_upper_bin()
    {
        // 0.29 * 100 rounds to below 29; the edge 29/100 is what counts.
        double[] scores = [0.28, 0.29];
        var map = HistogramCalibration.Fit(scores, [false, true], 100, HistogramRule.EqualWidth);
        Assert.Equal((0.0, 1.0), (map.Probability(0.28), map.Probability(0.29)));
    }

    [Fact]
    public void The_mean_of_the_map_is_the_mean_of_the_labels_and_tied_scores_stay_together() =>
        RankedGen.Hold(1, 40, 9, (scores, labels) => Enum.GetValues<HistogramRule>().All(rule =>
        {
            var map = HistogramCalibration.Fit(scores, labels, 4, rule);
            return map.Bins <= 4 && Math.Abs(scores.Sum(map.Probability) - labels.Count(label => label)) <= 1e-12;
        }));

    [Fact]
    public void Bins_of_equal_mass_are_as_equal_as_distinct_scores_allow()
    {
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i * 10.0)];
        bool[] labels = [.. Enumerable.Range(0, 100).Select(i => i < 25 ? i % 5 == 0 : i % 5 != 0)];
        var map = HistogramCalibration.Fit(scores, labels, 4);

        Assert.Equal(4, map.Bins);
        Assert.Equal((0.2, 0.8), (map.Probability(240.0), map.Probability(250.0)));
        Assert.Equal(1, HistogramCalibration.Fit([3.0, 3.0], [true, false], 15).Bins);
    }

    [Fact]
    public void What_is_not_finite_gives_NaN_and_useless_rows_are_refused()
    {
        var map = HistogramCalibration.Fit([0.1, 0.9], [false, true], 2);
        Assert.True(double.IsNaN(map.Probability(double.NaN)) && double.IsNaN(map.Probability(double.NegativeInfinity)));
        Assert.Throws<ArgumentOutOfRangeException>("bins", () => HistogramCalibration.Fit([0.1], [true], 0));
        Assert.Throws<ArgumentOutOfRangeException>("scores", () => HistogramCalibration.Fit([1.1], [true], 2, HistogramRule.EqualWidth));
        Assert.Throws<ArgumentOutOfRangeException>("rule", () => HistogramCalibration.Fit([0.1], [true], 2, (HistogramRule)7));
        Assert.Throws<ArgumentException>("labels", () => HistogramCalibration.Fit([0.1], []));
    }
}
