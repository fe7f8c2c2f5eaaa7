using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class TokenSequenceFeaturesTests
{
    [Fact]
    public void The_golden_sequences_come_out()
    {
        int cases = 0;
        foreach (JsonElement golden in UncertaintyGolden.Section("sequence_features").EnumerateArray())
        {
            double[] logProbs = [.. golden.GetProperty("logprobs").EnumerateArray().Select(l => l.GetDouble())];
            var features = TokenSequenceFeatures.Of(logProbs);
            JsonElement expected = golden.GetProperty("expected");
            Assert.Equal(expected.GetProperty("count").GetInt32(), features.Moments.Count);
            foreach ((string key, double actual) in new[]
            {
                ("sum", features.Moments.Sum), ("mean", features.Moments.Mean), ("min", features.Moments.Minimum), ("max", features.Moments.Maximum),
                ("std_population", features.StandardDeviation), ("perplexity", features.Perplexity), ("sequence_probability", features.SequenceProbability),
                ("normalized_probability", features.NormalizedProbability), ("min_probability", features.MinimumProbability),
                ("first", features.Moments.First), ("last", features.Moments.Last), ("median", features.Median), ("p10", features.LowerDecile),
            })
            {
                UncertaintyGolden.AssertClose(expected.GetProperty(key), actual, $"case {cases}, {key}");
            }

            cases++;
        }

        Assert.Equal(6, cases);
    }

    [Fact]
    public void Runs_of_unlikely_tokens_are_counted()
    {
        var features = TokenSequenceFeatures.Of([-1, -0.1, -2, -3, Math.Log(0.5), -0.7]);
        Assert.Equal((4, 2), (features.CountBelowHalf, features.LongestRunBelowHalf));
    }

    [Theory]
    [Trait("Row", "9")]
    [InlineData(double.NaN, "score-undefined")]
    [InlineData(double.PositiveInfinity, "score-undefined")]
    [InlineData(1.1e-6, "score-out-of-range")]
    [InlineData(-9999.0, "score-undefined")]
    public void What_is_no_log_probability_gives_no_features(double bad, string reason)
    {
        var features = TokenSequenceFeatures.Of([-0.1, bad, -0.2]);
        Assert.Equal(reason, features.Moments.Fault!.Value.Code);
        Assert.All([features.StandardDeviation, features.Median, features.LowerDecile, features.Perplexity, features.SequenceProbability, features.NormalizedProbability, features.MinimumProbability], value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    [Trait("Row", "8")]
    public void No_tokens_are_missing_and_not_certain()
    {
        Assert.Equal(Reason.NoSignal, TokenSequenceFeatures.Of([]).Moments.Fault);
        Assert.Equal(Reason.NoSignal, TokenMoments.Of((IReadOnlyList<TokenLogProb>?)null).Fault);
        Assert.Equal(double.NaN, default(TokenMoments).Mean);
    }

    [Fact]
    [Trait("Row", "9")]
    public void Rounding_above_zero_is_clamped_and_a_probability_of_zero_is_legal()
    {
        Assert.Equal(0.0, TokenMoments.Of([9e-7, 0.0, -0.0]).Sum);
        var zero = TokenSequenceFeatures.Of([-0.5, double.NegativeInfinity]);
        Assert.Equal((0.0, 0.0, double.NegativeInfinity), (zero.NormalizedProbability, zero.MinimumProbability, zero.LowerDecile));
        Assert.Null(zero.Moments.Fault);
    }

    [Fact]
    public void A_million_tokens_at_the_lowest_value_do_not_overflow()
    {
        double[] lowest = new double[1_000_000];
        Array.Fill(lowest, Math.BitIncrement(LogProbability.SentinelCeiling));
        Assert.True(double.IsFinite(TokenMoments.Of(lowest).Sum));
    }

    [Fact]
    [Trait("Row", "12")]
    public void A_censored_token_counts_with_the_bound_that_its_alternatives_give_and_is_flagged()
    {
        TokenAlternative[] top = [new("a", Math.Log(0.6)), new("b", Math.Log(0.3)), new("c", -9999)];
        var moments = TokenMoments.Of([new TokenLogProb("z", -9999, top), new TokenLogProb("y", -0.5)]);
        Assert.Equal(1, moments.CensoredCount);
        Assert.Equal(Math.Log(0.1), moments.Minimum, 12);
        Assert.Equal(Reason.ScoreUndefined, TokenMoments.Of([new TokenLogProb("z", -9999, new[] { new TokenAlternative("a", double.NaN) })]).Fault);
    }
}
