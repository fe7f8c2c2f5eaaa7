namespace Escalation.Calibration.MultipleTesting;

/// <summary>Compares products of a double and an integer exactly, so that a level is never decided by rounding.</summary>
internal readonly struct ExactProduct
{
    private readonly ulong _high;
    private readonly UInt128 _low;
    private readonly int _exponent;

    private ExactProduct(double value, UInt128 factor)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        ulong mantissa = (ulong)bits & 0xFFFFFFFFFFFFFUL;

        // Subnormals have no hidden bit and the exponent of the least normal numbers.
        mantissa |= exponent == 0 ? 0UL : 1UL << 52;
        _exponent = Math.Max(exponent, 1);
        UInt128 first = (UInt128)mantissa * (ulong)factor;
        UInt128 second = ((UInt128)mantissa * (ulong)(factor >> 64)) + (first >> 64);
        _low = (second << 64) | (ulong)first;
        _high = (ulong)(second >> 64);
    }

    private int Length => _high != 0 ? 192 - (int)ulong.LeadingZeroCount(_high) : 128 - (int)UInt128.LeadingZeroCount(_low);

    /// <summary>The sign of <c>a n - b m</c> for finite nonnegative a and b.</summary>
    internal static int Compare(double a, UInt128 n, double b, UInt128 m)
    {
        var left = new ExactProduct(a, n);
        var right = new ExactProduct(b, m);
        return left._exponent >= right._exponent ? Compare(left, right) : -Compare(right, left);
    }

    /// <summary>Compares where the left exponent is at least the right one.</summary>
    private static int Compare(in ExactProduct left, in ExactProduct right)
    {
        int leftLength = left.Length;
        int rightLength = right.Length;
        if (leftLength == 0 || rightLength == 0)
        {
            return leftLength.CompareTo(rightLength);
        }

        int shift = left._exponent - right._exponent;
        if (leftLength + shift != rightLength)
        {
            return (leftLength + shift).CompareTo(rightLength);
        }

        // Equal lengths, so the shifted left product fits where the right one does; and no shift is above 128, as the left product of a normal number has 53 bits at least and the right one 181 at most.
        ulong high = shift == 0 ? left._high : shift < 128 ? (left._high << shift) | (ulong)(left._low >> (128 - shift)) : (ulong)left._low;
        UInt128 low = shift < 128 ? left._low << shift : UInt128.Zero;
        int order = high.CompareTo(right._high);
        return order != 0 ? order : low.CompareTo(right._low);
    }
}
