using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics.Sequential;

internal static class UniformDraws
{
    /// <summary>A uniform number strictly between 0 and 1: the middle of one of 2^52 intervals.</summary>
    internal static double NextOpenUniform(this SplitMix64 random) => ((random.NextBits() >> 12) + 0.5) * (1.0 / (1UL << 52));
}
