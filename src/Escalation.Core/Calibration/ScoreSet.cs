namespace Escalation.Calibration;

/// <summary>A small fingerprint of scores whatever their order, to notice that two sets are one. Not proof against somebody who wants them to look different.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Sum">The sum of their mixed bits.</param>
internal readonly record struct ScoreSet(int Count, ulong Sum)
{
    /// <summary>Linear; allocates nothing.</summary>
    internal static ScoreSet Of(ReadOnlySpan<double> scores)
    {
        ulong sum = 0;
        foreach (double score in scores)
        {
            // Adding zero makes both zeros one.
            sum += Mix(BitConverter.DoubleToUInt64Bits(score + 0.0));
        }

        return new ScoreSet(scores.Length, sum);
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014), without which sums of bits of round numbers would collide.</summary>
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
