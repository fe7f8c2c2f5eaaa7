namespace Escalation.Probes.Files;

/// <summary>Conversions of the narrow float formats for which .NET has no type. Exact unless said otherwise; nothing is allocated.</summary>
public static class NarrowFloat
{
    private const uint Float32NaNLimit = 0x7F800000;
    private const int QuietBit = 0x40;
    private const float TwoTo120 = 1.329227995784916e36f;

    /// <summary>Widens a bfloat16 number.</summary>
    /// <param name="bits">Its bits.</param>
    public static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>Rounds to the nearest bfloat16 number, ties to even. A number beyond the largest one becomes infinite; NaN stays NaN and becomes quiet.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The bits of the bfloat16 number.</returns>
    public static ushort ToBFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        if ((bits & int.MaxValue) > Float32NaNLimit)
        {
            return (ushort)((bits >> 16) | QuietBit);
        }

        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>Widens an 8-bit float with 4 bits of exponent (bias 7) and 3 of fraction: no infinity, largest 448, NaN at 0x7F and 0xFF.</summary>
    /// <param name="bits">Its bits.</param>
    public static float FromFloat8E4M3(byte bits)
    {
        int magnitude = bits & 0x7F;
        if (magnitude == 0x7F)
        {
            return float.NaN;
        }

        // As the bits of a binary32 number it is 2^120 times too small, subnormal or not, and a product with a power of two is exact.
        float value = BitConverter.Int32BitsToSingle(magnitude << 20) * TwoTo120;
        return (bits & 0x80) == 0 ? value : -value;
    }

    /// <summary>Widens an 8-bit float with 5 bits of exponent (bias 15) and 2 of fraction, the upper half of a binary16 number.</summary>
    /// <param name="bits">Its bits.</param>
    public static float FromFloat8E5M2(byte bits) => (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8));
}
