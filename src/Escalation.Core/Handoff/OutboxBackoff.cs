namespace Escalation.Handoff;

/// <summary>How long to wait before sending again.</summary>
internal static class OutboxBackoff
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary><c>min(maximum, first * 2^(failures-1)) * (1 - u/2)</c> with u in [0, 1) from seed, id and number of failures: the same for the same history, whatever else goes on.</summary>
    internal static TimeSpan Delay(OutboxOptions options, string id, int failures)
    {
        double ticks = Math.Min(options.MaximumDelay.Ticks, options.FirstDelay.Ticks * Math.Pow(2, Math.Min(failures - 1, 62)));
        ulong hash = FnvOffset;
        foreach (char c in id)
        {
            hash = (hash ^ c) * FnvPrime;
        }

        double u = (Mix(Mix(hash ^ (uint)options.Seed) + (ulong)failures) >> 11) * (1.0 / (1UL << 53));
        return TimeSpan.FromTicks((long)(ticks * (1.0 - (u / 2))));
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
