namespace Escalation.Statistics;

/// <summary>A small deterministic generator whose sequence is part of its contract: the same seed gives the same numbers on every machine and version.</summary>
/// <remarks>
/// The state advances by <c>0x9E3779B97F4A7C15</c>; an output is <c>z = (s ^ s&gt;&gt;30) * 0xBF58476D1CE4E5B9, z = (z ^ z&gt;&gt;27) * 0x94D049BB133111EB, z ^ z&gt;&gt;31</c>
/// modulo 2^64. Source: Steele, Lea and Flood, OOPSLA 2014. For shuffles and simulations, not for secrets. Not safe for concurrent use; drawing allocates nothing.
/// </remarks>
public sealed class SplitMix64
{
    internal const ulong Increment = 0x9E3779B97F4A7C15;
    private const double UnitInTheLastPlace = 1.0 / (1UL << 53);

    private ulong _state;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Any number; equal seeds give equal sequences.</param>
    public SplitMix64(ulong seed) => _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits() => Mix(unchecked(_state += Increment));

    /// <summary>The next uniform number in [0, 1), a multiple of 2^-53: <c>(bits &gt;&gt; 11) * 2^-53</c>.</summary>
    public double NextUniform() => (NextBits() >> 11) * UnitInTheLastPlace;

    /// <summary>The next uniform integer in [0, bound), without the bias of a plain remainder: bits beyond the last whole multiple of the bound are drawn again.</summary>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="bound"/> is below 1.</exception>
    public int NextBelow(int bound)
    {
        ulong range = (ulong)Guard.AtLeast(bound, 1);
        // 2^64 mod range, in 64-bit arithmetic; outputs below it would make the low remainders too likely.
        ulong surplus = unchecked(0UL - range) % range;
        ulong bits;
        do
        {
            bits = NextBits();
        }
        while (bits < surplus);

        return (int)(bits % range);
    }

    /// <summary>The output of a state, for sequences that are read by place.</summary>
    internal static ulong Mix(ulong state)
    {
        unchecked
        {
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            return state ^ (state >> 31);
        }
    }
}
