namespace Escalation.Statistics.Sequential;

/// <summary>Random numbers by their place in the sequence of a seed, so that the only state to save is a count.</summary>
internal static class CountedUniform
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private const double UnitInTheLastPlace = 1.0 / (1UL << 52);

    /// <summary>The output of <see cref="SplitMix64"/> after <paramref name="index"/> others.</summary>
    internal static ulong BitsAt(ulong seed, ulong index) => Mix(unchecked(seed + ((index + 1) * Increment)));

    /// <summary>A uniform number strictly between 0 and 1: the middle of one of 2^52 intervals.</summary>
    internal static double At(ulong seed, ulong index) => ((BitsAt(seed, index) >> 12) + 0.5) * UnitInTheLastPlace;

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
