namespace Escalation.Calibration.MultipleTesting;

/// <summary>Fractions of one as integers in units of <c>2^-126</c>. Sums are exact, products and quotients are rounded down, so that weights and row sums never exceed one, exactly.</summary>
/// <remarks>The updates of a test graph are nondecreasing in every weight and transition, so rounding each one down keeps all weights below those of real arithmetic; that is what the proof of error control needs.</remarks>
internal static class UnitFraction
{
    private const int Bits = 126;
    private const int DigitBits = Bits / 3;

    internal static UInt128 One { get; } = UInt128.One << Bits;

    /// <summary>How far a sum of doubles may be from one to be taken for one: <c>2^-50</c>, eight times what rounding every summand of a true one can do.</summary>
    internal static UInt128 Slack { get; } = UInt128.One << (Bits - 50);

    /// <summary>A number in [0, 1], rounded down; exact from <c>2^-74</c> up.</summary>
    internal static UInt128 Of(double value) => (UInt128)Math.ScaleB(value, Bits);

    /// <summary>Whether a sum is one but for the rounding of its summands.</summary>
    internal static bool IsOne(UInt128 sum) => sum >= One - Slack && sum <= One + Slack;

    /// <summary>The product of a number below <c>2^127</c> and a fraction of at most one, rounded down.</summary>
    internal static UInt128 Multiply(UInt128 value, UInt128 fraction)
    {
        ulong a = (ulong)value;
        ulong b = (ulong)fraction;
        ulong aHigh = (ulong)(value >> 64);
        ulong bHigh = (ulong)(fraction >> 64);
        UInt128 low = (UInt128)a * b;
        UInt128 first = ((UInt128)aHigh * b) + (ulong)(low >> 64);
        UInt128 second = ((UInt128)a * bHigh) + (ulong)first;
        UInt128 high = ((UInt128)aHigh * bHigh) + (ulong)(first >> 64) + (ulong)(second >> 64);
        return (high << (128 - Bits)) | ((UInt128)(ulong)second >> (Bits - 64));
    }

    /// <summary>The fraction <c>numerator/denominator</c> of a numerator of at most the denominator, which is positive and below <c>2^127</c>; rounded down.</summary>
    internal static UInt128 Divide(UInt128 numerator, UInt128 denominator)
    {
        // Long division in three digits of 42 bits. The estimate of a digit from doubles is off by one at most;
        // the remainder lies within two denominators of zero, so it survives the wrap-around of 128 bits.
        UInt128 quotient = UInt128.Zero;
        UInt128 remainder = numerator;
        for (int digit = 0; digit < 3; digit++)
        {
            var estimate = (UInt128)Math.ScaleB((double)remainder / (double)denominator, DigitBits);
            var rest = (Int128)unchecked((remainder << DigitBits) - (estimate * denominator));
            if (Int128.IsNegative(rest))
            {
                estimate--;
                rest += (Int128)denominator;
            }
            else if ((UInt128)rest >= denominator)
            {
                estimate++;
                rest -= (Int128)denominator;
            }

            quotient = (quotient << DigitBits) + estimate;
            remainder = (UInt128)rest;
        }

        return quotient;
    }
}
