using Escalation.Evaluation;
using Escalation.Statistics;
using static Escalation.Core.Tests.Evaluation.RankedGen;

namespace Escalation.Core.Tests.Evaluation;

public class CalibrationErrorTests
{
    [Fact]
    public void Bins_of_equal_mass_differ_by_one_item_and_longer_ones_come_first()
    {
        double[] p = [.. Enumerable.Range(0, 17).Select(i => i / 17.0)];
        var diagram = ReliabilityDiagram.Of(p, new bool[17], 5, BinningRule.EqualMass);
        Assert.Equal([4, 4, 3, 3, 3], diagram.Bins.Select(bin => bin.Items));
        Assert.Equal([0.0, 4 / 17.0, 8 / 17.0, 11 / 17.0, 14 / 17.0], diagram.Bins.Select(bin => bin.Lower!.Value));
        Assert.Equal(16 / 17.0, diagram.Bins[^1].Upper);
        Assert.Equal(MetricUndefined.FewerItemsThanBins, CalibrationErrors.Expected(ReliabilityDiagram.Of([0.1, 0.9], [true, true], 3, BinningRule.EqualMass)).Reason);
        Assert.True(CalibrationErrors.Expected(ReliabilityDiagram.Of([0.1, 0.9], [true, true], 3)).IsDefined);
    }

    [Fact]
    public void Whole_ties_are_never_cut_and_their_order_does_not_matter() => Hold(3, 60, 6, (confidences, correct) =>
    {
        int[] order = SeededShuffle.Permutation(correct.Length, 3);
        var bins = ReliabilityDiagram.Of(confidences, correct, 3, BinningRule.EqualMassWholeTies).Bins;
        var shuffled = ReliabilityDiagram.Of([.. order.Select(i => confidences[i])], [.. order.Select(i => correct[i])], 3, BinningRule.EqualMassWholeTies).Bins;
        var filled = bins.Where(bin => bin.Items > 0).ToArray();
        return bins.Sum(bin => bin.Items) == correct.Length
            && filled.Zip(filled.Skip(1)).All(pair => pair.First.Upper < pair.Second.Lower)
            && bins.Zip(shuffled).All(pair => pair.First.Items == pair.Second.Items && pair.First.Correct == pair.Second.Correct);
    });

    [Fact]
    public void The_edges_of_even_bins_lie_where_the_rule_says()
    {
        double[] p = [0.0, 0.25, 0.5, 1.0];
        Assert.Equal([1, 1, 1, 1], ReliabilityDiagram.Of(p, new bool[4], 4).Bins.Select(bin => bin.Items));
        Assert.Equal([2, 1, 0, 1], ReliabilityDiagram.Of(p, new bool[4], 4, BinningRule.EqualWidthRightClosed).Bins.Select(bin => bin.Items));
        ReliabilityBin empty = ReliabilityDiagram.Of(p, new bool[4], 4, BinningRule.EqualWidthRightClosed).Bins[2];
        Assert.Equal((0.5, 0.75, null, null, null), (empty.Lower, empty.Upper, empty.MeanConfidence, empty.Accuracy, empty.Gap));
    }

    [Fact]
    public void Overconfidence_is_a_gap_above_zero()
    {
        ReliabilityBin bin = ReliabilityDiagram.Of([0.9, 0.9], [true, false], 1).Bins[0];
        Assert.Equal((2L, 1L, 0.9, 0.5), (bin.Items, bin.Correct, bin.MeanConfidence, bin.Accuracy));
        Assert.Equal(0.4, bin.Gap!.Value, 1e-15);
    }

    [Theory]
    [InlineData(0.7, 0.7)]
    [InlineData(0.7, 0.4)]
    [InlineData(0.05, 0.9)]
    public void The_squared_error_is_unbiased(double confidence, double rate)
    {
        // All outcomes of seven items in one bin, each with its probability.
        double plain = 0.0;
        double debiased = 0.0;
        Each(7, rate, (weight, correct) =>
        {
            var diagram = ReliabilityDiagram.Of([.. correct.Select(_ => confidence)], correct, 1);
            debiased += weight * CalibrationErrors.DebiasedSquared(diagram).Value!.Value;
            plain += weight * Math.Pow(CalibrationErrors.Expected(diagram).Value!.Value, 2.0);
        });
        Assert.Equal((confidence - rate) * (confidence - rate), debiased, 1e-14);
        Assert.Equal(((confidence - rate) * (confidence - rate)) + (rate * (1.0 - rate) / 7.0), plain, 1e-14);
    }

    [Fact]
    public void The_debiased_error_leaves_three_fifths_of_what_chance_adds_to_a_calibrated_bin()
    {
        double plain = 0.0;
        double debiased = 0.0;
        Each(14, 0.7, (weight, correct) =>
        {
            var diagram = ReliabilityDiagram.Of([.. correct.Select(_ => 0.7)], correct, 1);
            plain += weight * CalibrationErrors.Expected(diagram).Value!.Value;
            debiased += weight * CalibrationErrors.Debiased(diagram).Value!.Value;
        });
        Assert.InRange(plain, 0.09, 0.11);
        Assert.Equal(2.0 - Math.Sqrt(2.0), debiased / plain, 0.03);
    }

    [Fact]
    public void The_debiased_error_is_twice_the_plain_one_less_the_mean_over_a_normal_bootstrap()
    {
        double[] p = [0.1, 0.15, 0.3, 0.8, 0.82, 0.9, 0.95];
        bool[] correct = [false, true, false, true, true, false, true];
        double expected = 0.0;
        foreach (ReliabilityBin bin in ReliabilityDiagram.Of(p, correct, 2).Bins)
        {
            double deviation = Math.Sqrt(bin.Accuracy!.Value * (1.0 - bin.Accuracy.Value) / bin.Items);
            double mean = 0.0;
            const int Steps = 400_000;
            for (int i = 0; i < Steps; i++)
            {
                double z = -9.0 + ((i + 0.5) * 18.0 / Steps);
                mean += Math.Abs(bin.Gap!.Value + (deviation * z)) * Math.Exp(-z * z / 2.0) / Math.Sqrt(2.0 * Math.PI) * 18.0 / Steps;
            }

            expected += bin.Items / 7.0 * ((2.0 * Math.Abs(bin.Gap!.Value)) - mean);
        }

        Assert.Equal(expected, CalibrationErrors.Debiased(ReliabilityDiagram.Of(p, correct, 2)).Value!.Value, 1e-9);
    }

    [Fact]
    public void A_bin_of_one_item_has_no_debiased_square() =>
        Assert.Equal(MetricUndefined.SingleItem, CalibrationErrors.DebiasedSquared(ReliabilityDiagram.Of([0.1, 0.9], [true, true], 2)).Reason);

    private static void Each(int items, double rate, Action<double, bool[]> use)
    {
        for (int outcome = 0; outcome < 1 << items; outcome++)
        {
            bool[] correct = [.. Enumerable.Range(0, items).Select(i => (outcome >> i & 1) == 1)];
            int right = correct.Count(one => one);
            use(Math.Pow(rate, right) * Math.Pow(1.0 - rate, items - right), correct);
        }
    }
}
