using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics;

public sealed class AurocCountsTests
{
    [Fact]
    public void Pairs_are_counted_as_one_by_one()
    {
        Gen<int[]> scores = Gen.ArrayOf(Gen.Choose(-4, 4));
        Prop.ForAll(scores.ToArbitrary(), scores.ToArbitrary(), (above, below) =>
        {
            double[] positives = [.. above.Select(x => x / 8.0)];
            double[] negatives = [.. below.Select(x => x / 8.0)];
            long twice = 0;
            foreach (double positive in positives)
            {
                foreach (double negative in negatives)
                {
                    twice += positive < negative ? 2 : positive == negative ? 1 : 0;
                }
            }

            return AurocCounts.Of(positives, negatives) == new AurocCounts(positives.Length, negatives.Length, twice);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Labelled_scores_are_the_two_classes()
    {
        double[] scores = [.9, .1, .5, .5, .7];
        Assert.Equal(AurocCounts.Of([.9, .5], [.1, .5, .7]), AurocCounts.OfLabelled(scores, [true, false, true, false, false]));
        Assert.Equal(new AurocCounts(2, 3, 3), AurocCounts.Of([.9, .5], [.1, .5, .7]));
    }

    [Fact]
    public void The_risk_is_one_minus_the_auroc_of_the_golden_metrics()
    {
        // The row splitmix_n1000_seed43 of the golden metrics has an AUROC of .6889175836514709 for "correct" by score.
        var random = new SplitMix64(43);
        double[] scores = new double[1000];
        bool[] correct = new bool[1000];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = random.NextUniform();
            correct[i] = random.NextUniform() < 1 - (.3 * (1 - scores[i]));
        }

        Outward.AssertRelative(1 - .6889175836514709, AurocCounts.OfLabelled(scores, correct).Risk!.Value, 1e-14);
    }

    [Fact]
    public void Scores_that_say_nothing_have_a_risk_of_one_half()
    {
        double[] same = [.. Enumerable.Repeat(.3, 7)];
        Assert.Equal(.5, AurocCounts.Of(same, same).Risk);
        Assert.Equal(0, AurocCounts.Of([2, 3], [1]).Risk);
        Assert.Equal(1, AurocCounts.Of([1], [2, 3]).Risk);
        Assert.Equal(0.5, AurocCounts.Of([0.0], [-0.0]).Risk);
    }

    [Fact]
    public void A_single_class_has_no_risk()
    {
        Assert.Null(AurocCounts.Of([1, 2], []).Risk);
        Assert.Null(AurocCounts.Of([], [1, 2]).Risk);
        Assert.Null(default(AurocCounts).Risk);
        Assert.Equal(0, AurocCounts.Of([1, 2], []).EffectiveTrials);
    }

    [Fact]
    public void The_largest_classes_are_counted_without_a_loss()
    {
        const long Most = int.MaxValue;
        var all = new AurocCounts(Most, Most, 2 * Most * Most);
        Assert.Equal(1, all.Risk);
        var one = new AurocCounts(Most, Most, 1);
        Outward.AssertRelative(1 / (2.0 * Most * Most), one.Risk!.Value, 1e-15);
        DoubleDouble sum = AurocCounts.Exact((2 * Most * Most) - 1) - AurocCounts.Exact((2 * Most * Most) - 2);
        Assert.Equal(1, sum.High);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("positives", Assert.Throws<ArgumentOutOfRangeException>(() => AurocCounts.Of([double.NaN], [1.0])).ParamName);
        Assert.Equal("negatives", Assert.Throws<ArgumentOutOfRangeException>(() => AurocCounts.Of([1], [double.PositiveInfinity])).ParamName);
        Assert.Equal("scores", Assert.Throws<ArgumentOutOfRangeException>(() => AurocCounts.OfLabelled([double.NaN], [true])).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => AurocCounts.OfLabelled([1, 2], [true])).ParamName);
        Assert.Equal("twiceMisordered", Assert.Throws<ArgumentOutOfRangeException>(() => new AurocCounts(2, 2, 9)).ParamName);
        Assert.Equal("positives", Assert.Throws<ArgumentOutOfRangeException>(() => new AurocCounts(-1, 2, 0)).ParamName);
        Assert.Equal("negatives", Assert.Throws<ArgumentOutOfRangeException>(() => new AurocCounts(1, 1L << 31, 0)).ParamName);
    }
}
