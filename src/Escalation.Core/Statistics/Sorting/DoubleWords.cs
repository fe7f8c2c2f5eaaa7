namespace Escalation.Statistics.Sorting;

/// <summary>Words of scores in double precision.</summary>
internal readonly struct DoubleWords : IScoreWords<double, ulong>
{
    public static ulong Word(double score) => BitConverter.DoubleToUInt64Bits(score) << 1;

    public static double Magnitude(ulong word) => BitConverter.UInt64BitsToDouble(word >> 1);
}
