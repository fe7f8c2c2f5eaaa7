namespace Escalation.Statistics.Sequential;

/// <summary>Random numbers by their place in the sequence of a seed, so that the only state to save is a count.</summary>
internal static class CountedUniform
{
    private const double UnitInTheLastPlace = 1.0 / (1UL << 52);

    /// <summary>The output of <see cref="SplitMix64"/> after <paramref name="index"/> others.</summary>
    internal static ulong BitsAt(ulong seed, ulong index) => SplitMix64.Mix(unchecked(seed + ((index + 1) * SplitMix64.Increment)));

    /// <summary>A uniform number strictly between 0 and 1: the middle of one of 2^52 intervals.</summary>
    internal static double At(ulong seed, ulong index) => ((BitsAt(seed, index) >> 12) + 0.5) * UnitInTheLastPlace;
}
