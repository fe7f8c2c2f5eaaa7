namespace Escalation;

/// <summary>The shortest decimal that reads back as a given double, and of several such the one closest to it.</summary>
/// <remarks>
/// Raffaello Giulietti, "The Schubfach way to render doubles" (2020): the decimals that round to the double fill an interval around it; at the scale where the interval is between 1 and 10 units wide it holds a unit for certain and at most one ten, so that at most two candidates of each scale need a look.
/// The interval's ends and middle are taken to an integer with "round to odd", which keeps every comparison with an integer or a half right.
/// Nothing here rounds by luck: that 128 bits of the power of ten are enough is checked in exact integers for every exponent of a double (ShortestDecimalTests). Pure, allocates nothing.
/// </remarks>
internal static class ShortestDecimal
{
    private const int FractionBits = 52;
    private const int ExponentBias = 1_075;
    private const ulong HiddenBit = 1UL << FractionBits;

    /// <summary>The digits and exponent of a finite number other than zero: its absolute value is closest to <c>digits * 10^exponent</c> among the shortest. The digits may end in zeros.</summary>
    /// <param name="value">A finite number other than zero; its sign is ignored.</param>
    /// <param name="exponent">The power of ten that the digits are multiplied with.</param>
    /// <returns>From 1 to 17 digits.</returns>
    internal static ulong Digits(double value, out int exponent)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        ulong fraction = bits & (HiddenBit - 1);
        int biased = (int)(bits >> FractionBits) & 0x7ff;
        return biased == 0
            ? Digits(fraction, 1 - ExponentBias, belowIsCloser: false, out exponent)
            : Digits(fraction | HiddenBit, biased - ExponentBias, belowIsCloser: fraction == 0 && biased > 1, out exponent);
    }

    /// <summary>The same for <c>significand * 2^power</c>; below a power of two the neighbour is only half as far away.</summary>
    private static ulong Digits(ulong significand, int power, bool belowIsCloser, out int exponent)
    {
        // An even significand also gets the decimals on the very ends of its interval, since reading rounds half to even.
        ulong openEnds = significand & 1;
        int scale = belowIsCloser ? FloorLog10OfThreeQuarters(power) : FloorLog10(power);
        int shift = power + FloorLog2OfTen(-scale) + 1;
        UInt128 ten = PowersOfTen.Significand(-scale);
        ulong quarters = significand << 2;
        ulong low = RoundToOdd(ten, (quarters - (belowIsCloser ? 1UL : 2UL)) << shift) + openEnds;
        ulong middle = RoundToOdd(ten, quarters << shift);
        ulong high = RoundToOdd(ten, (quarters + 2) << shift) - openEnds;

        // All three count quarters of a unit 10^scale. Which candidate it is depends on the last digits, so that a branch would be a guess: all are made, and one is picked.
        ulong unit = middle >> 2;
        ulong tens = unit / 10;
        ulong below = Bit(low <= 40 * tens);
        ulong above = Bit(40 * (tens + 1) <= high);
        ulong isTen = (below ^ above) & Bit(unit >= 10);
        ulong inTens = 10 * (tens + above);

        ulong unitBelow = Bit(low <= 4 * unit);
        ulong unitAbove = Bit(4 * (unit + 1) <= high);
        ulong half = (4 * unit) + 2;
        ulong nearer = Bit(middle > half) | (Bit(middle == half) & unit & 1);
        ulong isOpen = 1 ^ unitBelow ^ unitAbove;
        ulong one = unit + ((unitAbove & ~isOpen) | (nearer & isOpen));
        exponent = scale;
        return one ^ ((one ^ inTens) & (0UL - isTen));
    }

    private static ulong Bit(bool value) => value ? 1UL : 0UL;

    /// <summary>The product divided by 2^128: the integer itself where it is exact, elsewhere the odd one of its two neighbours.</summary>
    /// <remarks>The factor was rounded up, so an exact product may show a fraction, but one below 2^-68; the least that an inexact product of a double can show is 2^-65.5. Whatever reaches 2^-67 is inexact.</remarks>
    private static ulong RoundToOdd(UInt128 factor, ulong value)
    {
        const ulong LeastInexact = 1UL << 61;
        ulong carry = Math.BigMul((ulong)factor, value, out ulong rest);
        ulong integer = Math.BigMul((ulong)(factor >> 64), value, out ulong fraction);
        ulong sum = fraction + carry;
        integer += sum < fraction ? 1UL : 0UL;
        return sum != 0 || rest >= LeastInexact ? integer | 1 : integer;
    }

    /// <summary><c>floor(log10(2^power))</c>, exact for every exponent of a double.</summary>
    internal static int FloorLog10(int power) => (power * 1_262_611) >> 22;

    /// <summary><c>floor(log10(3/4 * 2^power))</c>, exact for every exponent of a double.</summary>
    internal static int FloorLog10OfThreeQuarters(int power) => ((power * 1_262_611) - 524_031) >> 22;

    /// <summary><c>floor(log2(10^power))</c>, exact for every power that <see cref="PowersOfTen"/> holds.</summary>
    internal static int FloorLog2OfTen(int power) => (power * 1_741_647) >> 19;
}
