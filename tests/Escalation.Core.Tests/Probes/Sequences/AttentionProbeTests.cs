using Escalation.Probes;
using Escalation.Probes.Sequences;

namespace Escalation.Core.Tests.Probes.Sequences;

public class AttentionProbeTests
{
    [Fact]
    public void One_pass_gives_the_value_of_the_attended_mean_vector()
    {
        AttentionHead head = TokenMatrix.Head(2);
        float[] tokens = TokenMatrix.Draw(23 * TokenMatrix.Length, 3);
        double[] scores = [.. TokenMatrix.Logits(head.Query, tokens).Select(score => score / Math.Sqrt(TokenMatrix.Length))];
        var context = new double[TokenMatrix.Length];
        for (int i = 0; i < context.Length; i++)
        {
            context[i] = TokenMatrix.WeightedMean(scores, [.. Enumerable.Range(0, 23).Select(t => (double)tokens[(t * TokenMatrix.Length) + i])]);
        }

        double expected = 0.5;
        for (int i = 0; i < context.Length; i++)
        {
            expected += head.Value[i] * context[i];
        }

        Assert.Equal(expected, new AttentionProbe([head], 0.5, TokenMatrix.Source).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value, 1e-5);
    }

    [Fact]
    public void The_heads_add_up()
    {
        AttentionHead[] heads = [TokenMatrix.Head(2), TokenMatrix.Head(4), TokenMatrix.Head(6)];
        float[] tokens = TokenMatrix.Draw(23 * TokenMatrix.Length, 3);
        double expected = 0.25 + heads.Sum(head => new AttentionProbe([head], 0.0, TokenMatrix.Source).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value);

        var probe = new AttentionProbe(heads, 0.25, TokenMatrix.Source);

        Assert.Equal(expected, probe.Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value, 1e-12);
        Assert.Equal(3, probe.Heads);
        Assert.Equal(0.25, probe.Bias);
        Assert.Equal(TokenMatrix.Length, probe.Length);
    }

    [Fact]
    public void The_order_of_the_tokens_does_not_matter()
    {
        var probe = new AttentionProbe([TokenMatrix.Head(2), TokenMatrix.Head(4)], 0.25, TokenMatrix.Source);
        float[] tokens = TokenMatrix.Draw(23 * TokenMatrix.Length, 3);
        double score = probe.Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value;
        for (int seed = 0; seed < 20; seed++)
        {
            Assert.Equal(score, probe.Score(ActivationRows.FromSingles(TokenMatrix.Permuted(tokens, seed), TokenMatrix.Length))!.Value, 1e-12);
        }
    }

    [Fact]
    public void A_query_of_zeros_is_the_mean_and_a_huge_one_picks_a_token()
    {
        float[] tokens = [1f, 10f, 2f, 20f, 4f, 60f, 3f, 30f];

        Assert.Equal(30.0, Score(0f), 1e-12);
        Assert.Equal(60.0, Score(1e30f));
        Assert.Equal(10.0, Score(-1e30f));

        double Score(float query) => new AttentionProbe([new AttentionHead([query, 0f], [0f, 1f])], 0.0, TokenMatrix.Source).Score(ActivationRows.FromSingles(tokens, 2))!.Value;
    }

    [Fact]
    public void The_attention_is_scaled_by_the_root_of_the_length()
    {
        // exp(ln 3 * 2 / sqrt 4) = 3 against exp(0) = 1.
        float ln3 = (float)Math.Log(3.0);
        var probe = new AttentionProbe([new AttentionHead([ln3, 0f, 0f, 0f], [0f, 1f, 0f, 0f])], 0.0, TokenMatrix.Source);

        Assert.Equal(0.75, probe.Score(ActivationRows.FromSingles([2f, 1f, 0f, 0f, 0f, 0f, 0f, 0f], 4))!.Value, 1e-7);
    }

    [Fact]
    public void Heads_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>("heads", () => new AttentionProbe([], 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentNullException>("heads", () => new AttentionProbe(null!, 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentException>("heads", () => new AttentionProbe([null!], 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentException>("heads", () => new AttentionProbe([TokenMatrix.Head(1), new AttentionHead([1f], [1f])], 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentException>("value", () => new AttentionHead([1f, 2f], [1f]));
        Assert.Throws<ArgumentException>("query", () => new AttentionHead([], []));
        Assert.Throws<ArgumentOutOfRangeException>("value[1]", () => new AttentionHead([1f, 2f], [1f, float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("bias", () => new AttentionProbe([TokenMatrix.Head(1)], double.NaN, TokenMatrix.Source));
        Assert.Throws<ArgumentNullException>("fingerprint", () => new AttentionProbe([TokenMatrix.Head(1)], 0.0, null!));
    }
}
