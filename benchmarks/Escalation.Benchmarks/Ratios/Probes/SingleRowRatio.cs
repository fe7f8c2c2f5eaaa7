using System.Globalization;
using System.Numerics.Tensors;
using Escalation.Learning;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>One decision: a row in cache to a probability.</summary>
internal sealed class SingleRowRatio : IRatio
{
    public string Name => "single-4096";

    public string Measures => "one float32 row to a probability over TensorPrimitives.Dot and a sigmoid; lower is better";

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int length in new[] { 4096, 768 })
        {
            float[] row = AlignedActivations.Weights(length, 2);
            float[] weights = AlignedActivations.Weights(length, 1);
            LinearProbe probe = ProbeCase.Probe(length);
            yield return new RatioCase(
                string.Create(CultureInfo.InvariantCulture, $"d = {length}"),
                new RatioBody("LinearProbe.Score", calls => Ours(probe, row, calls)),
                new RatioBody("TensorPrimitives.Dot", calls => Peer(weights, row, calls)))
            {
                Verify = () => Check(Ours(probe, row, 1), Peer(weights, row, 1)),
            };
        }
    }

    private static double Ours(LinearProbe probe, float[] row, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += PlattCalibration.Logistic.Probability(probe.Score(row));
        }

        return sum;
    }

    private static double Peer(float[] weights, float[] row, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += 1.0 / (1.0 + Math.Exp(-(TensorPrimitives.Dot<float>(weights, row) + 0.25f)));
        }

        return sum;
    }

    private static void Check(double ours, double peer)
    {
        if (!(Math.Abs(ours - peer) < 1e-4))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{ours} instead of {peer}."));
        }
    }
}
