using Escalation.Probes;
using Escalation.Probes.Sequences;

namespace Escalation.Core.Tests.Probes.Sequences;

public class RollingAttentionProbeTests
{
    [Fact]
    public void The_score_is_the_largest_attended_mean_of_a_window()
    {
        AttentionHead[] heads = [TokenMatrix.Head(2), TokenMatrix.Head(4)];
        for (int count = 1; count <= 20; count++)
        {
            float[] tokens = TokenMatrix.Draw(count * TokenMatrix.Length, count);
            foreach (int window in (int[])[1, 2, 5, 10, 20, 21])
            {
                double expected = 0.5 + heads.Sum(head => Definition(head, tokens, Math.Min(window, count)));
                double score = new RollingAttentionProbe(heads, window, 0.5, TokenMatrix.Source).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value;
                Assert.Equal(expected, score, 1e-5);
            }
        }
    }

    [Fact]
    public void A_window_of_one_token_is_multimax_and_one_as_long_as_the_sequence_is_attention()
    {
        AttentionHead[] heads = [TokenMatrix.Head(2), TokenMatrix.Head(4)];
        float[] tokens = TokenMatrix.Draw(15 * TokenMatrix.Length, 1);

        double? single = Score(1);

        Assert.Equal(new MultiMaxProbe([.. heads.Select(head => head.Value.ToArray())], 0.5, TokenMatrix.Source).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length)), single);
        double attention = new AttentionProbe(heads, 0.5, TokenMatrix.Source).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value;
        Assert.Equal(attention, Score(15)!.Value, 1e-12);
        Assert.Equal(attention, Score(100)!.Value, 1e-12);

        double? Score(int window) => new RollingAttentionProbe(heads, window, 0.5, TokenMatrix.Source).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length));
    }

    [Fact]
    public void Without_attention_it_is_the_maximum_of_rolling_means()
    {
        var probe = new RollingAttentionProbe([new AttentionHead([0f], [1f])], 3, 0.0, TokenMatrix.Source);

        Assert.Equal(1.2, probe.Score(ActivationRows.FromSingles([0.2f, -1f, 3f, 0.5f, 0.1f, 2f], 1))!.Value, 1e-6);
        Assert.Equal(1, probe.Heads);
        Assert.Equal(3, probe.Window);
    }

    [Fact]
    public void A_window_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("window", () => new RollingAttentionProbe([TokenMatrix.Head(1)], 0, 0.0, TokenMatrix.Source));

    private static double Definition(AttentionHead head, float[] tokens, int window)
    {
        double[] scores = [.. TokenMatrix.Logits(head.Query, tokens).Select(score => score / Math.Sqrt(TokenMatrix.Length))];
        double[] values = TokenMatrix.Logits(head.Value, tokens);
        return Enumerable.Range(0, values.Length - window + 1).Max(start => TokenMatrix.WeightedMean(scores[start..(start + window)], values[start..(start + window)]));
    }
}
