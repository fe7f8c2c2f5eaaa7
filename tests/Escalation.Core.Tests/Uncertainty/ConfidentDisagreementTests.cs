using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Uncertainty;

public class ConfidentDisagreementTests
{
    private static readonly Arbitrary<(int Cluster, double LogProb)[]> Samples =
        (from cluster in Gen.Choose(0, 3)
         from log in Gen.Choose(-40, 0)
         select (cluster, log / 8.0)).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    [Fact]
    public void All_disagreement_of_the_golden_samples_is_confident_when_every_sample_is_sure()
    {
        int judged = 0;
        foreach (JsonElement golden in UncertaintyGolden.Section("samples").EnumerateArray())
        {
            int[] ids = [.. golden.GetProperty("cluster_ids").EnumerateArray().Select(id => id.GetInt32())];
            var read = ConfidentDisagreement.Of(ids, new double[ids.Length]);
            UncertaintyGolden.AssertClose(golden.GetProperty("expected").GetProperty("pair_disagreement"), read.PairDisagreement, "pair disagreement");
            UncertaintyGolden.AssertClose(golden.GetProperty("expected").GetProperty("pair_disagreement"), read.Confident, "confident part");
            Assert.Equal(0.0, read.Unsure, 15);
            judged++;
        }

        Assert.Equal(6, judged);
    }

    [Fact]
    public void Two_sure_camps_are_told_from_a_model_that_does_not_know()
    {
        int[] camps = [0, 1, 0, 1, 0, 1];
        double[] sure = [.. Enumerable.Repeat(Math.Log(0.9), 6)];
        double[] unsure = [.. Enumerable.Repeat(Math.Log(0.1), 6)];

        var ambiguous = ConfidentDisagreement.Of(camps, sure);
        var ignorant = ConfidentDisagreement.Of(camps, unsure);

        Assert.Equal(0.6, ambiguous.PairDisagreement, 15);
        Assert.Equal(0.54, ambiguous.Confident, 14);
        Assert.Equal(0.06, ignorant.Confident, 14);
        Assert.Equal(0.54, ignorant.Unsure, 14);
        Assert.Equal((2, 2), (ambiguous.Clusters, ambiguous.RecurringClusters));
        Assert.Equal(0.9, ambiguous.MeanConfidence, 14);
    }

    [Fact]
    public void A_stray_sample_does_not_persist()
    {
        int[] stray = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        var read = ConfidentDisagreement.Of(stray, new double[10]);
        Assert.Equal((2, 1), (read.Clusters, read.RecurringClusters));
        Assert.Equal(0.2, read.Confident, 15);
    }

    [Fact]
    public void The_parts_make_the_whole_and_the_order_does_not_matter() => Prop.ForAll(Samples, samples =>
    {
        ConfidentDisagreement one = Of(samples), other = Of([.. samples.Reverse()]);
        double agreement = SampleAgreement.Of([.. samples.Select(sample => sample.Cluster)]).PairDisagreement;
        return one.Confident >= 0.0 && one.Unsure >= 0.0
            && Math.Abs(one.PairDisagreement - agreement) < 1e-12
            && Math.Abs(one.Confident - other.Confident) < 1e-12
            && one.Clusters == samples.Select(sample => sample.Cluster).Distinct().Count()
            && one.RecurringClusters == samples.GroupBy(sample => sample.Cluster).Count(cluster => cluster.Count() > 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Doubt_in_one_sample_never_raises_the_confident_part() => Prop.ForAll(Samples, samples =>
    {
        (int Cluster, double LogProb)[] doubted = [.. samples];
        doubted[^1] = doubted[^1] with { LogProb = doubted[^1].LogProb - 1.0 };
        return Of(doubted).Confident <= Of(samples).Confident;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.NaN, "score-undefined")]
    [InlineData(double.PositiveInfinity, "score-undefined")]
    [InlineData(0.5, "score-out-of-range")]
    [InlineData(-9999.0, "score-undefined")]
    public void A_log_probability_that_is_none_is_a_fault(double bad, string reason)
    {
        var read = ConfidentDisagreement.Of([0, 1], [-0.1, bad]);
        Assert.Equal(reason, read.Fault?.Code);
        Assert.True(double.IsNaN(read.Confident) && double.IsNaN(read.Unsure) && double.IsNaN(read.MeanConfidence));
    }

    [Fact]
    public void None_are_no_signal_one_agrees_with_itself_and_lengths_must_agree()
    {
        Assert.Equal(Reason.NoSignal, ConfidentDisagreement.Of([], []).Fault);
        Assert.Equal((0.0, 0.0), (ConfidentDisagreement.Of([4], [-1.0]).Confident, ConfidentDisagreement.Of([4], [-1.0]).PairDisagreement));
        Assert.Equal(0.0, ConfidentDisagreement.Of([0, 1], [0.0, double.NegativeInfinity]).Confident);
        Assert.Throws<ArgumentException>(() => ConfidentDisagreement.Of([0, 1], [0.0]));
    }

    private static ConfidentDisagreement Of((int Cluster, double LogProb)[] samples) =>
        ConfidentDisagreement.Of([.. samples.Select(sample => sample.Cluster)], [.. samples.Select(sample => sample.LogProb)]);
}
