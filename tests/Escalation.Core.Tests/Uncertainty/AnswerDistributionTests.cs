using System.Text.Json;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class AnswerDistributionTests
{
    [DataFact("uq/openai-logprobs/chat_toplogprobs3_a.json")]
    public void The_recorded_answers_give_the_golden_aggregates()
    {
        foreach (JsonProperty session in UncertaintyGolden.Section("openai_sessions").EnumerateObject())
        {
            IReadOnlyList<TokenLogProb> tokens = OpenAiLogProbs.Read(File.ReadAllBytes(DataFactAttribute.PathOf("uq/openai-logprobs/" + session.Name)))!;
            var answer = AnswerDistribution.Of(tokens);
            var moments = TokenMoments.Of(tokens);
            double[] reported = [.. tokens.Where(t => !LogProbability.IsSentinel(t.LogProb)).Select(t => t.LogProb)];
            JsonElement expected = session.Value;

            Assert.Equal(expected.GetProperty("tokens").GetInt32(), answer.Tokens);
            Assert.Equal(expected.GetProperty("censored").GetInt32(), moments.CensoredCount);
            Assert.Equal(expected.GetProperty("censored_positions").EnumerateArray().Select(p => p.GetInt32()), Enumerable.Range(0, tokens.Count).Where(i => LogProbability.IsSentinel(tokens[i].LogProb)));
            Assert.Equal(expected.GetProperty("chosen_not_listed").GetInt32(), answer.ChosenUnlisted);
            Assert.Equal(expected.GetProperty("listed_mass_over_one").GetInt32(), answer.MassAboveOne);
            Assert.Equal(expected.GetProperty("exact_top2_ties").GetInt32(), answer.TiedPositions);
            Assert.True(answer.IsTruncated);
            foreach ((string key, double actual) in new[]
            {
                ("mean_raw", tokens.Average(t => t.LogProb)), ("mean_excluding_censored", reported.Average()),
                ("mean_with_bound", moments.Mean), ("sum_with_bound", moments.Sum),
                ("mean_entropy_truncated", answer.MeanTruncatedEntropy), ("mean_entropy_renormalized", answer.MeanRenormalizedEntropy),
                ("mean_entropy_lower_bound", answer.MeanEntropyLowerBound), ("mean_entropy_upper_bound", answer.MeanEntropyUpperBound),
                ("max_entropy_lower_bound", answer.MaximumEntropyLowerBound), ("mean_tail_mass", answer.MeanTailMass),
                ("mean_margin_probability", answer.MeanMargin),
            })
            {
                UncertaintyGolden.AssertClose(expected.GetProperty(key), actual, $"{session.Name}, {key}");
            }
        }
    }

    [Fact]
    public void Positions_without_alternatives_are_skipped()
    {
        TokenAlternative[] even = [new("a", Math.Log(0.5)), new("b", Math.Log(0.5))];

        var answer = AnswerDistribution.Of([new TokenLogProb("x", -1), new TokenLogProb("a", Math.Log(0.5), even)], vocabulary: 2);

        Assert.Equal((2, 1), (answer.Tokens, answer.Positions));
        Assert.Equal(Math.Log(2), answer.MeanEntropyLowerBound, 12);
        Assert.Equal(Math.Log(2), answer.MaximumEntropyLowerBound, 12);
        Assert.False(answer.IsTruncated);
    }

    [Fact]
    [Trait("Row", "8")]
    public void Without_a_position_to_read_there_is_no_value()
    {
        foreach (var answer in new[] { AnswerDistribution.Of(null), AnswerDistribution.Of([]), AnswerDistribution.Of([new TokenLogProb("x", -1)]) })
        {
            Assert.Equal(Reason.NoSignal, answer.Fault);
            Assert.Equal(double.NaN, answer.MeanEntropyLowerBound);
            Assert.Equal(double.NaN, answer.MaximumEntropyLowerBound);
        }

        Assert.Equal(double.NaN, AnswerDistribution.ShareAbove(null, 1.0));
    }

    [Fact]
    [Trait("Row", "9")]
    public void One_faulty_position_spoils_the_answer()
    {
        TokenLogProb good = new("a", -0.1, new[] { new TokenAlternative("a", -0.1) });
        TokenLogProb bad = new("a", -0.1, new[] { new TokenAlternative("a", double.NaN) });

        var answer = AnswerDistribution.Of([good, bad, good]);

        Assert.Equal(Reason.ScoreUndefined, answer.Fault);
        Assert.Equal(double.NaN, answer.MeanMargin);
    }

    [Fact]
    public void The_share_of_uncertain_positions_is_counted()
    {
        TokenLogProb sure = new("a", 0.0, new[] { new TokenAlternative("a", 0.0) });
        TokenLogProb even = new("a", Math.Log(0.5), new[] { new TokenAlternative("a", Math.Log(0.5)), new TokenAlternative("b", Math.Log(0.5)) });

        Assert.Equal(0.25, AnswerDistribution.ShareAbove([sure, sure, even, sure], level: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerDistribution.ShareAbove([sure], double.NaN));
    }
}
