using Escalation.Probes;
using Escalation.Probes.Sequences;

namespace Escalation.Core.Tests.Probes.Sequences;

public class MultiMaxProbeTests
{
    [Fact]
    public void Each_head_takes_its_own_token()
    {
        var probe = new MultiMaxProbe([[1f, 0f], [0f, 2f]], 0.5, TokenMatrix.Source);

        Assert.Equal(0.5 + 7.0 + 6.0, probe.Score(ActivationRows.FromSingles([7f, -1f, 0f, 3f, 1f, 1f], 2)));
        Assert.Equal(2, probe.Heads);
    }

    [Fact]
    public void A_short_passage_is_not_diluted_by_a_long_context()
    {
        var probe = new MultiMaxProbe([[1f]], 0.0, TokenMatrix.Source);
        var tokens = new float[10_000];
        tokens[4321] = 5f;

        Assert.Equal(5.0, probe.Score(ActivationRows.FromSingles(tokens, 1)));
    }

    [Fact]
    public void The_order_of_the_tokens_does_not_change_a_bit()
    {
        var probe = new MultiMaxProbe([TokenMatrix.Draw(TokenMatrix.Length, 1), TokenMatrix.Draw(TokenMatrix.Length, 2), TokenMatrix.Draw(TokenMatrix.Length, 3)], 0.25, TokenMatrix.Source);
        float[] tokens = TokenMatrix.Draw(23 * TokenMatrix.Length, 3);
        double? score = probe.Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length));
        for (int seed = 0; seed < 20; seed++)
        {
            Assert.Equal(score, probe.Score(ActivationRows.FromSingles(TokenMatrix.Permuted(tokens, seed), TokenMatrix.Length)));
        }
    }

    [Fact]
    public void Heads_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>("heads", () => new MultiMaxProbe([], 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentException>("heads[0]", () => new MultiMaxProbe([[]], 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentException>("heads[1]", () => new MultiMaxProbe([[1f, 2f], [1f]], 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentOutOfRangeException>("heads[0][1]", () => new MultiMaxProbe([[1f, float.PositiveInfinity]], 0.0, TokenMatrix.Source));
        Assert.Throws<ArgumentException>("heads", () => new MultiMaxProbe([null!], 0.0, TokenMatrix.Source));
    }
}
