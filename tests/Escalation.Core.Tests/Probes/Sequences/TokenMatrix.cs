using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Sequences;

namespace Escalation.Core.Tests.Probes.Sequences;

/// <summary>Sequences of tokens for the tests, and one probe of each kind.</summary>
internal static class TokenMatrix
{
    internal const int Length = 6;

    internal static readonly ProbeFingerprint Source = new("model-8b@1", layer: 12, pooling: "token");

    internal static float[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4.0) - 2.0))];
    }

    internal static AttentionHead Head(int seed) => new(Draw(Length, seed), Draw(Length, seed + 1));

    internal static SequenceProbe[] OneOfEach() =>
    [
        .. Pooling.PoolingRules.All.Select(one => new PooledLinearProbe(new LinearProbe(Draw(Length, 1), 0.25, Source, PlattCalibration.Logistic), one.Rule)),
        new AttentionProbe([Head(2)], 0.5, Source, PlattCalibration.Logistic),
        new AttentionProbe([Head(4), Head(6), Head(8)], -0.5, Source, PlattCalibration.Logistic),
        new MultiMaxProbe([Draw(Length, 10), Draw(Length, 11)], 0.125, Source, PlattCalibration.Logistic),
        new RollingAttentionProbe([Head(12), Head(14)], 4, 1.5, Source, PlattCalibration.Logistic),
    ];

    internal static double Dot(ReadOnlySpan<float> weights, float[] tokens, int token)
    {
        double sum = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += (double)weights[i] * tokens[(token * weights.Length) + i];
        }

        return sum;
    }

    internal static double[] Logits(ReadOnlySpan<float> weights, float[] tokens)
    {
        var logits = new double[tokens.Length / weights.Length];
        for (int t = 0; t < logits.Length; t++)
        {
            logits[t] = Dot(weights, tokens, t);
        }

        return logits;
    }

    internal static double WeightedMean(double[] scores, double[] values)
    {
        double[] weights = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
        return weights.Zip(values, (weight, value) => weight * value).Sum() / weights.Sum();
    }

    internal static float[] Permuted(float[] tokens, int seed)
    {
        int[] order = [.. Enumerable.Range(0, tokens.Length / Length)];
        new Random(seed).Shuffle(order);
        return [.. order.SelectMany(t => tokens[(t * Length)..((t + 1) * Length)])];
    }
}
