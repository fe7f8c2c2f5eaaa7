using System.Numerics;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>Exact fractions, as an authority that shares no code with the library.</summary>
internal readonly struct Rational : IComparable<Rational>
{
    private Rational(BigInteger numerator, BigInteger denominator)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / common;
        Denominator = denominator / common;
    }

    internal static Rational Zero { get; } = Of(0, 1);

    internal static Rational One { get; } = Of(1, 1);

    internal BigInteger Numerator { get; }

    internal BigInteger Denominator { get; }

    internal bool IsZero => Numerator.IsZero;

    internal static Rational Of(BigInteger numerator, BigInteger denominator) => new(numerator, denominator);

    /// <summary>The exact value of a finite nonnegative double.</summary>
    internal static Rational Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        mantissa |= exponent == 0 ? BigInteger.Zero : BigInteger.One << 52;
        int shift = Math.Max(exponent, 1) - 1075;
        return shift >= 0 ? new Rational(mantissa << shift, 1) : new Rational(mantissa, BigInteger.One << -shift);
    }

    public static Rational operator +(Rational a, Rational b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
}
