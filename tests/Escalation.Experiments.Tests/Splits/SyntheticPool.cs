using Escalation.Experiments.Data;
using Escalation.Statistics;

namespace Escalation.Experiments.Tests.Splits;

/// <summary>Pools made from a seed, so that the experiment can run without data.</summary>
internal static class SyntheticPool
{
    /// <summary>Answers whose chance of being right is their confidence; confidences rounded to a number of steps, 0 for none.</summary>
    internal static Pool Draw(int size, ulong seed, int steps = 0, string dataSet = "synthetic", string model = "model")
    {
        var random = new SplitMix64(seed);
        var pool = new PoolBuilder(dataSet, model);
        for (int i = 0; i < size; i++)
        {
            double exact = 0.25 + (0.75 * random.NextUniform());
            double confidence = steps == 0 ? exact : Math.Round(exact * steps) / steps;
            pool.Add(confidence, random.NextUniform() < exact);
        }

        return pool.ByComplement();
    }
}
