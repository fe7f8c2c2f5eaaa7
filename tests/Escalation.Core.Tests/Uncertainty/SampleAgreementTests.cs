using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Uncertainty;

public class SampleAgreementTests
{
    [Fact]
    public void The_golden_samples_come_out()
    {
        int cases = 0;
        foreach (JsonElement golden in UncertaintyGolden.Section("samples").EnumerateArray())
        {
            int[] ids = [.. golden.GetProperty("cluster_ids").EnumerateArray().Select(c => c.GetInt32())];
            double[] logs = [.. golden.GetProperty("length_normalized_logprobs").EnumerateArray().Select(l => l.GetDouble())];
            var agreement = SampleAgreement.Of(ids, logs);
            JsonElement expected = golden.GetProperty("expected");

            Assert.Equal(expected.GetProperty("n").GetInt32(), agreement.Samples);
            Assert.Equal(expected.GetProperty("clusters").GetInt32(), agreement.Clusters);
            foreach ((string key, double actual) in new[]
            {
                ("largest_share", agreement.LargestShare), ("label_prob_uncertainty", agreement.VariationRatio), ("pair_disagreement", agreement.PairDisagreement),
                ("gini", agreement.Gini), ("discrete_entropy", agreement.Entropy), ("discrete_entropy_normalized_by_log_n", agreement.NormalizedEntropy),
                ("rao_semantic_entropy", agreement.RaoEntropy),
            })
            {
                UncertaintyGolden.AssertClose(expected.GetProperty(key), actual, $"case {cases}, {key}");
            }

            cases++;
        }

        Assert.Equal(6, cases);
    }

    [Fact]
    public void Names_and_order_of_the_clusters_do_not_matter()
    {
        Prop.ForAll(Gen.Choose(-3, 3).NonEmptyListOf().ToArbitrary(), ids =>
        {
            var agreement = SampleAgreement.Of([.. ids]);
            var renamed = SampleAgreement.Of([.. ids.Select(id => (id * 1_000_003) + 17).Reverse()]);

            Assert.Equal(agreement.Entropy, renamed.Entropy, 12);
            Assert.Equal(
                (agreement.Clusters, agreement.LargestShare, agreement.PairDisagreement, agreement.Gini),
                (renamed.Clusters, renamed.LargestShare, renamed.PairDisagreement, renamed.Gini));
            Assert.InRange(agreement.Entropy, 0.0, Math.Log(agreement.Clusters) + 1e-12);
            Assert.InRange(agreement.NormalizedEntropy, 0.0, 1.0 + 1e-12);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Equal_log_probabilities_make_both_entropies_one()
    {
        var agreement = SampleAgreement.Of([0, 1, 1, 2, 2, 2], [-2.0, -2.0, -2.0, -2.0, -2.0, -2.0]);

        Assert.Equal(agreement.Entropy, agreement.RaoEntropy, 12);
    }

    [Fact]
    public void The_bias_of_the_plug_in_entropy_is_added_back()
    {
        var agreement = SampleAgreement.Of([0, 0, 1, 2]);

        Assert.Equal(agreement.Entropy + (2.0 / 8.0), agreement.MillerMadowEntropy, 12);
        Assert.Equal(0.0, SampleAgreement.Of([5, 5, 5]).MillerMadowEntropy);
    }

    [Fact]
    public void An_impossible_sample_weighs_nothing()
    {
        var agreement = SampleAgreement.Of([0, 1], [-1.0, double.NegativeInfinity]);

        Assert.Equal(0.0, agreement.RaoEntropy);
        Assert.Equal(double.NaN, SampleAgreement.Of([0, 1], [double.NegativeInfinity, double.NegativeInfinity]).RaoEntropy);
    }

    [Fact]
    public void Without_log_probabilities_there_is_no_weighted_entropy() => Assert.Equal(double.NaN, SampleAgreement.Of([0, 1]).RaoEntropy);

    [Fact]
    public void No_samples_and_bad_log_probabilities_have_no_values()
    {
        Assert.Equal(Reason.NoSignal, SampleAgreement.Of([]).Fault);
        Assert.Equal(double.NaN, SampleAgreement.Of([]).Entropy);
        Assert.Equal(double.NaN, SampleAgreement.Of([]).VariationRatio);
        Assert.Equal(Reason.ScoreUndefined, SampleAgreement.Of([0, 1], [-1.0, double.NaN]).Fault);
        Assert.Equal(Reason.ScoreOutOfRange, SampleAgreement.Of([0, 1], [-1.0, 1.0]).Fault);
        Assert.Throws<ArgumentException>(() => SampleAgreement.Of([0, 1], [-1.0]));
    }

    [Fact]
    public void Many_samples_do_not_overflow()
    {
        int[] ids = new int[3_000_000];

        Assert.Equal((1.0, 0.0, 0.0), (SampleAgreement.Of(ids).LargestShare, SampleAgreement.Of(ids).PairDisagreement, SampleAgreement.Of(ids).Gini));
    }
}
