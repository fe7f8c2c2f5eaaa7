using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Uncertainty;

public class TopKDistributionTests
{
    [Fact]
    public void The_golden_positions_come_out()
    {
        JsonElement section = UncertaintyGolden.Section("topk_entropy");
        int vocabulary = section.GetProperty("vocab").GetInt32(), cases = 0;
        foreach (JsonElement golden in section.GetProperty("cases").EnumerateArray())
        {
            JsonElement chosen = golden.GetProperty("chosen"), expected = golden.GetProperty("expected");
            var position = TopKDistribution.Of(
                new TokenLogProb(chosen.GetProperty("token").GetString()!, chosen.GetProperty("logprob").GetDouble(), UncertaintyGolden.Alternatives(golden.GetProperty("top"))),
                vocabulary);

            Assert.Null(position.Fault);
            Assert.Equal(expected.GetProperty("support").GetInt32(), position.Support);
            Assert.Equal(expected.GetProperty("chosen_listed").GetBoolean(), position.IsChosenListed);
            Assert.Equal(expected.GetProperty("chosen_rank_at_least").GetInt32(), position.ChosenRankAtLeast);
            foreach ((string key, double actual) in new[]
            {
                ("listed_mass", position.ListedMass), ("tail_mass", position.TailMass), ("entropy_truncated", position.TruncatedEntropy),
                ("entropy_renormalized", position.RenormalizedEntropy), ("entropy_tail_bucket", position.TailBucketEntropy),
                ("entropy_lower_bound", position.EntropyLowerBound), ("entropy_upper_bound", position.EntropyUpperBound),
                ("margin_probability", position.Margin), ("margin_logprob", position.LogMargin),
                ("negentropy_renormalized", position.RenormalizedNegentropy), ("top1_probability", position.TopProbability),
            })
            {
                if (expected.GetProperty(key).ValueKind == JsonValueKind.Null)
                {
                    Assert.True(double.IsNaN(actual), $"case {cases}, {key}: {actual:R}");
                }
                else
                {
                    UncertaintyGolden.AssertClose(expected.GetProperty(key), actual, $"case {cases}, {key}");
                }
            }

            cases++;
        }

        Assert.Equal(7, cases);
    }

    [Fact]
    [Trait("Row", "12")]
    public void The_bounds_hold_the_entropy_of_the_whole_distribution()
    {
        Gen<(double[] Weights, int Listed, int Chosen)> distributions =
            from size in Gen.Choose(1, 40)
            from exponents in Gen.Choose(-300, 0).ArrayOf(size)
            from listed in Gen.Choose(1, size)
            from chosen in Gen.Choose(0, size - 1)
            select (exponents.Select(e => Math.Exp(e / 10.0)).ToArray(), listed, chosen);

        Prop.ForAll(distributions.ToArbitrary(), d =>
        {
            double total = d.Weights.Sum();
            double[] p = [.. d.Weights.Select(w => w / total).OrderDescending()];
            double entropy = -p.Sum(x => x > 0 ? x * Math.Log(x) : 0);
            TokenAlternative[] top = [.. p.Take(d.Listed).Select((x, i) => new TokenAlternative($"t{i}", Math.Log(x)))];

            var position = TopKDistribution.Of(new TokenLogProb($"t{d.Chosen}", Math.Log(p[d.Chosen]), top), p.Length);

            Assert.InRange(entropy, position.EntropyLowerBound - 1e-9, position.EntropyUpperBound + 1e-9);
            Assert.InRange(position.TruncatedEntropy, -1e-12, position.TailBucketEntropy + 1e-12);
            Assert.InRange(position.EntropyLowerBound, position.TailBucketEntropy - 1e-12, position.EntropyUpperBound + 1e-12);
            Assert.InRange(d.Chosen + 1, position.ChosenRankAtLeast, int.MaxValue);
            Assert.Equal(d.Chosen < d.Listed, position.IsChosenListed);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void With_the_whole_vocabulary_listed_the_bounds_meet()
    {
        var position = TopKDistribution.Of(new TokenLogProb("a", Math.Log(0.7), new[] { new TokenAlternative("a", Math.Log(0.7)), new TokenAlternative("b", Math.Log(0.2999)) }), vocabulary: 2);

        Assert.Equal(position.EntropyLowerBound, position.EntropyUpperBound);
        Assert.Equal(0.0, position.TailMass);
    }

    [Fact]
    public void Rounding_in_the_tail_does_not_cross_the_bounds()
    {
        TokenAlternative[] top = [new("a", Math.Log(1.0 - 6e-8)), .. Enumerable.Range(0, 19).Select(i => new TokenAlternative($"t{i}", -30.0))];

        var position = TopKDistribution.Of(new TokenLogProb("a", top[0].LogProb, top));

        Assert.InRange(position.EntropyUpperBound, position.EntropyLowerBound, 1.0);
    }

    [Fact]
    public void Equal_texts_with_other_probabilities_are_other_tokens()
    {
        TokenAlternative[] parts = [new("\uFFFD", Math.Log(0.5)), new("\uFFFD", Math.Log(0.3))];

        var listed = TopKDistribution.Of(new TokenLogProb("\uFFFD", Math.Log(0.3), parts));
        var unlisted = TopKDistribution.Of(new TokenLogProb("\uFFFD", Math.Log(0.1), parts));

        Assert.Equal((2, true, 2), (listed.Support, listed.IsChosenListed, listed.ChosenRankAtLeast));
        Assert.Equal((3, false, 3), (unlisted.Support, unlisted.IsChosenListed, unlisted.ChosenRankAtLeast));
    }

    [Fact]
    public void A_tie_is_seen()
    {
        Assert.True(TopKDistribution.Of(new TokenLogProb("a", -1, new[] { new TokenAlternative("a", -1), new TokenAlternative("b", -1) })).IsTied);
        Assert.False(TopKDistribution.Of(new TokenLogProb("a", -1, new[] { new TokenAlternative("a", -1) })).IsTied);
    }

    [Theory]
    [Trait("Row", "9")]
    [InlineData(double.NaN, -1.0, "score-undefined")]
    [InlineData(-1.0, double.PositiveInfinity, "score-undefined")]
    [InlineData(0.5, -1.0, "score-out-of-range")]
    public void What_is_no_log_probability_gives_no_values(double chosen, double listed, string reason)
    {
        var position = TopKDistribution.Of(new TokenLogProb("a", chosen, new[] { new TokenAlternative("b", listed) }));

        Assert.Equal(reason, position.Fault!.Value.Code);
        Assert.All([position.Margin, position.EntropyLowerBound, position.EntropyUpperBound, position.TailMass], value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    [Trait("Row", "8")]
    public void A_position_without_alternatives_is_missing_and_not_certain()
    {
        Assert.Equal(Reason.NoSignal, TopKDistribution.Of(new TokenLogProb("a", 0.0)).Fault);
        Assert.Equal(Reason.NoSignal, TopKDistribution.Of(new TokenLogProb("a", -1, new[] { new TokenAlternative("b", -9999) })).Fault);
        Assert.Throws<ArgumentOutOfRangeException>(() => TopKDistribution.Of(new TokenLogProb("a", 0.0), vocabulary: 0));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var token = new TokenLogProb("a", -0.1, new[] { new TokenAlternative("a", -0.1), new TokenAlternative("b", -3) });
        _ = TopKDistribution.Of(token);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _ = TopKDistribution.Of(token);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
