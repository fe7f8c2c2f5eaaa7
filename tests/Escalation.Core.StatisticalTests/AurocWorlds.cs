using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Two classes of scores, drawn again and again into the same arrays.</summary>
internal sealed class AurocWorlds(ulong seed, int positives, int negatives)
{
    private readonly SplitMix64 _random = new(seed);

    internal double[] Positives { get; } = new double[positives];

    internal double[] Negatives { get; } = new double[negatives];

    /// <summary>Draws all scores as functions of uniform numbers.</summary>
    internal void Draw(Func<double, double> positive, Func<double, double> negative)
    {
        for (int i = 0; i < Positives.Length; i++)
        {
            Positives[i] = positive(_random.NextOpenUniform());
        }

        for (int i = 0; i < Negatives.Length; i++)
        {
            Negatives[i] = negative(_random.NextOpenUniform());
        }
    }
}
