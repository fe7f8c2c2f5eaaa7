using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

internal static class OpenUniform
{
    /// <summary>A uniform number strictly between 0 and 1, for maps that have no value at the ends: the middle of one of 2^53 intervals.</summary>
    internal static double NextOpenUniform(this SplitMix64 random) => ((random.NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53));
}
