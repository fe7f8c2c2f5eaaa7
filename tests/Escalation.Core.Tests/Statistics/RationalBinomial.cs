using System.Numerics;

namespace Escalation.Core.Tests.Statistics;

/// <summary>Binomial tails in whole numbers over the exact value of the double p: an authority that shares no code with the library.</summary>
internal static class RationalBinomial
{
    /// <summary>The numerators of P(Bin(n, p) &lt;= k) for k = 0..n over the denominator <c>2^bits</c>.</summary>
    public static BigInteger[] Numerators(int n, double p, out int bits)
    {
        (BigInteger success, int fraction) = Dyadic(p);
        BigInteger failure = (BigInteger.One << fraction) - success;
        bits = fraction * n;
        var result = new BigInteger[n + 1];
        BigInteger sum = 0;
        BigInteger choose = 1;
        for (int i = 0; i <= n; i++)
        {
            sum += choose * BigInteger.Pow(success, i) * BigInteger.Pow(failure, n - i);
            result[i] = sum;
            choose = choose * (n - i) / (i + 1);
        }

        return result;
    }

    /// <summary>The sign of <c>value - numerator / 2^bits</c>, without rounding.</summary>
    public static int Compare(double value, BigInteger numerator, int bits)
    {
        if (value == 0)
        {
            return -numerator.Sign;
        }

        (BigInteger whole, int fraction) = Dyadic(value);
        return (whole << bits).CompareTo(numerator << fraction);
    }

    /// <summary>A positive double as <c>whole / 2^fraction</c>.</summary>
    private static (BigInteger Whole, int Fraction) Dyadic(double value)
    {
        long raw = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(raw >> 52);
        long mantissa = raw & 0xF_FFFF_FFFF_FFFF;
        mantissa |= exponent == 0 ? 0 : 1L << 52;
        int fraction = 1075 - Math.Max(1, exponent);
        while (mantissa % 2 == 0 && fraction > 0)
        {
            mantissa /= 2;
            fraction--;
        }

        return (mantissa, fraction);
    }
}
