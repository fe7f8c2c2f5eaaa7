using Escalation.Core.Tests.Probes.Pooling;
using Escalation.Core.Tests.Uncertainty;
using Escalation.Probes;
using Escalation.Probes.Pooling;
using Escalation.Probes.Sequences;

namespace Escalation.Core.Tests.Probes.Sequences;

public class PooledLinearProbeTests
{
    [Fact]
    public void The_score_is_the_pooled_logit_of_the_tokens()
    {
        var linear = new LinearProbe(TokenMatrix.Draw(TokenMatrix.Length, 1), 0.25, TokenMatrix.Source);
        float[] tokens = TokenMatrix.Draw(14 * TokenMatrix.Length, 2);
        double[] logits = [.. TokenMatrix.Logits(linear.Direction, tokens).Select(logit => logit + 0.25)];
        foreach ((PoolingRule rule, Func<double[], double> definition) in PoolingRules.All)
        {
            Assert.Equal(definition(logits), new PooledLinearProbe(linear, rule).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value, 1e-5);
        }
    }

    [Fact]
    public void The_golden_logits_come_out_of_a_probe_that_reads_them_off()
    {
        var golden = UncertaintyGolden.Section("probe_pooling");
        float[] tokens = [.. golden.GetProperty("token_logits").EnumerateArray().SelectMany(value => (float[])[value.GetSingle(), 1f])];
        var linear = new LinearProbe([1f, 0f], 0.0, TokenMatrix.Source);

        Assert.Equal(golden.GetProperty("softmax_T5").GetDouble(), Score(PoolingRule.Softmax(5.0)), 1e-6);
        Assert.Equal(golden.GetProperty("rolling_mean_max_w3").GetDouble(), Score(PoolingRule.RollingMeanMax(3)), 1e-6);
        Assert.Equal(golden.GetProperty("top2_mean").GetDouble(), Score(PoolingRule.TopMean(2)), 1e-6);

        double Score(PoolingRule rule) => new PooledLinearProbe(linear, rule).Score(ActivationRows.FromSingles(tokens, 2))!.Value;
    }

    [Fact]
    public void The_mean_of_the_logits_is_the_logit_of_the_mean_vector()
    {
        var linear = new LinearProbe(TokenMatrix.Draw(TokenMatrix.Length, 1), 0.25, TokenMatrix.Source);
        float[] tokens = TokenMatrix.Draw(50 * TokenMatrix.Length, 2);
        var pooling = new ActivationPooling(PoolingRule.Mean, TokenMatrix.Length);
        pooling.Add(ActivationRows.FromSingles(tokens, TokenMatrix.Length));
        var mean = new float[TokenMatrix.Length];
        Assert.True(pooling.TryRead(mean));

        double pooled = new PooledLinearProbe(linear, PoolingRule.Mean).Score(ActivationRows.FromSingles(tokens, TokenMatrix.Length))!.Value;

        Assert.Equal(linear.Score(mean), pooled, 1e-5);
    }

    [Fact]
    public void Both_arguments_are_needed()
    {
        Assert.Throws<ArgumentNullException>(() => new PooledLinearProbe(null!, PoolingRule.Mean));
        Assert.Throws<ArgumentNullException>(() => new PooledLinearProbe(Fingerprints.Probe(null, 1f), null!));
        Assert.Equal(PoolingRule.Max, new PooledLinearProbe(Fingerprints.Probe(null, 1f), PoolingRule.Max).Rule);
    }
}
