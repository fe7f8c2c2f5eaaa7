namespace Escalation.Statistics.Sorting;

/// <summary>Words of scores in single precision.</summary>
internal readonly struct SingleWords : IScoreWords<float, uint>
{
    public static uint Word(float score) => BitConverter.SingleToUInt32Bits(score) << 1;

    public static double Magnitude(uint word) => BitConverter.UInt32BitsToSingle(word >> 1);
}
