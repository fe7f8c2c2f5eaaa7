using System.Numerics;

namespace Escalation.Core.Tests.Calibration;

/// <summary>The shortest decimal of a double by definition: all in exact fractions, one scale after the other, no cleverness.</summary>
internal static class ExactShortest
{
    /// <summary>Digits without zeros at the end and exponent of a positive finite double: the shortest inside its rounding interval, then the closest, then the even one.</summary>
    internal static (BigInteger Digits, int Exponent) Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        long fraction = bits & ((1L << 52) - 1);
        int biased = (int)(bits >> 52);
        BigInteger significand = biased == 0 ? fraction : fraction | (1L << 52);
        int power = Math.Max(biased, 1) - 1075;
        bool belowIsCloser = fraction == 0 && biased > 1;

        // Quarters of the last bit, as numerators over one common denominator.
        BigInteger up = power >= 2 ? BigInteger.One << (power - 2) : BigInteger.One;
        BigInteger denominator = power >= 2 ? BigInteger.One : BigInteger.One << (2 - power);
        BigInteger low = ((4 * significand) - (belowIsCloser ? 1 : 2)) * up;
        BigInteger middle = 4 * significand * up;
        BigInteger high = ((4 * significand) + 2) * up;
        bool endsBelong = significand.IsEven;

        for (int exponent = (int)Math.Ceiling(Math.Log10(value)) + 1; ; exponent--)
        {
            BigInteger unit = exponent >= 0 ? denominator * BigInteger.Pow(10, exponent) : denominator;
            BigInteger scale = exponent >= 0 ? BigInteger.One : BigInteger.Pow(10, -exponent);
            BigInteger first = Ceiling(low * scale, unit, strictly: !endsBelong);
            BigInteger last = Floor(high * scale, unit, strictly: !endsBelong);
            if (first > last)
            {
                continue;
            }

            BigInteger nearest = Nearest(middle * scale, unit);
            BigInteger digits = BigInteger.Max(first, BigInteger.Min(last, nearest));
            if (digits.IsZero)
            {
                continue;
            }

            while (digits % 10 == 0)
            {
                digits /= 10;
                exponent++;
            }

            return (digits, exponent);
        }
    }

    private static BigInteger Floor(BigInteger top, BigInteger bottom, bool strictly)
    {
        BigInteger quotient = BigInteger.DivRem(top, bottom, out BigInteger rest);
        return strictly && rest.IsZero ? quotient - 1 : quotient;
    }

    private static BigInteger Ceiling(BigInteger top, BigInteger bottom, bool strictly)
    {
        BigInteger quotient = BigInteger.DivRem(top, bottom, out BigInteger rest);
        return strictly || !rest.IsZero ? quotient + 1 : quotient;
    }

    private static BigInteger Nearest(BigInteger top, BigInteger bottom)
    {
        BigInteger quotient = BigInteger.DivRem(top, bottom, out BigInteger rest);
        int side = (2 * rest).CompareTo(bottom);
        return side > 0 || (side == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
