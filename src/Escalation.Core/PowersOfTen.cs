using System.Numerics;

namespace Escalation;

/// <summary>The powers of ten from <c>10^-292</c> to <c>10^324</c> as 128-bit numbers with the top bit set, rounded up where they are not exact.</summary>
/// <remarks>Computed once in exact integers, in well under a millisecond; immutable, so safe to share between threads.</remarks>
internal static class PowersOfTen
{
    /// <summary>The least exponent held: <c>-floor(log10(2^971))</c>, which the largest doubles need.</summary>
    internal const int LeastExponent = -292;

    /// <summary>The largest exponent held: <c>-floor(log10(2^-1074))</c>, which the smallest doubles need.</summary>
    internal const int MostExponent = 324;

    private const int Bits = 128;

    private static readonly UInt128[] Significands = Compute();

    /// <summary>The least g with <c>g 2^e &gt;= 10^exponent</c>, where e makes g a number of exactly 128 bits.</summary>
    /// <param name="exponent">From <see cref="LeastExponent"/> to <see cref="MostExponent"/>.</param>
    internal static UInt128 Significand(int exponent) => Significands[exponent - LeastExponent];

    private static UInt128[] Compute()
    {
        var significands = new UInt128[MostExponent - LeastExponent + 1];
        BigInteger power = BigInteger.One;
        for (int exponent = 0; exponent <= MostExponent; exponent++)
        {
            significands[exponent - LeastExponent] = RoundUp(power, BigInteger.One);
            if (-exponent >= LeastExponent)
            {
                significands[-exponent - LeastExponent] = RoundUp(BigInteger.One, power);
            }

            power *= 10;
        }

        return significands;
    }

    /// <summary>The quotient scaled to 128 bits, with any remainder rounded up. A carry into a 129th bit would need a quotient within 2^-128 of a power of two, which no power of ten but 1 is.</summary>
    private static UInt128 RoundUp(BigInteger numerator, BigInteger denominator)
    {
        int shift = Bits + (int)(denominator.GetBitLength() - numerator.GetBitLength());
        BigInteger quotient = Divide(numerator, denominator, shift);
        if (quotient.GetBitLength() > Bits)
        {
            quotient = Divide(numerator, denominator, shift - 1);
        }

        return (UInt128)quotient;
    }

    private static BigInteger Divide(BigInteger numerator, BigInteger denominator, int shift)
    {
        BigInteger scaled = shift >= 0 ? numerator << shift : numerator;
        BigInteger divisor = shift >= 0 ? denominator : denominator << -shift;
        BigInteger quotient = BigInteger.DivRem(scaled, divisor, out BigInteger remainder);
        return remainder.IsZero ? quotient : quotient + BigInteger.One;
    }
}
