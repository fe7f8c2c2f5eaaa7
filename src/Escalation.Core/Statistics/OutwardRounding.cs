using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>Rounds a double-double with a known error to a double on the safe side of the true value.</summary>
internal static class OutwardRounding
{
    /// <summary>What a formula of a few operations in double-doubles may be off by, relatively: 2^-90.</summary>
    public const double BoundError = 8.1E-28;

    /// <summary>The least double at or above x, a normalised double-double that is already on the safe side.</summary>
    public static double UpTo(DoubleDouble x) => x.Low > 0 ? Math.BitIncrement(x.High) : x.High;

    /// <summary>The least double that is certainly not below the true value, when this lies within <paramref name="error"/> of x.</summary>
    /// <param name="x">The computed value, normalised.</param>
    /// <param name="error">A bound on the absolute error of x; unless it is far below the last place of x nothing is decided.</param>
    /// <param name="undecided">Whether the true value may be the high half of x itself, in which case one double less might do; so always with an error that is too large or no number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Up(DoubleDouble x, double error, out bool undecided)
    {
        undecided = !(Math.Abs(x.Low) > error);
        return x.Low + error > 0 ? Math.BitIncrement(x.High) : x.High;
    }

    /// <summary><see cref="Up"/> for a positive normal number, without a branch: which way it would go is a matter of chance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double UpPositive(DoubleDouble x, double error, out bool undecided)
    {
        undecided = !(Math.Abs(x.Low) > error);
        return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x.High) + (x.Low + error > 0 ? 1 : 0));
    }

    /// <summary>The greatest double that is certainly not above the true value.</summary>
    public static double Down(DoubleDouble x, double error) =>
        x.Low - error < 0 ? Math.BitDecrement(x.High) : x.High;

    /// <summary><c>x 2^exponent</c> for positive x, rounded up where it leaves the normal range; never zero.</summary>
    public static double ScaleUp(double x, long exponent)
    {
        int shift = (int)Math.Max(exponent, -3000);
        double scaled = Math.ScaleB(x, shift);
        return Math.ScaleB(scaled, -shift) < x ? Math.BitIncrement(scaled) : scaled;
    }

    /// <summary><c>x 2^exponent</c> for positive x, rounded down where it leaves the normal range.</summary>
    public static double ScaleDown(double x, long exponent)
    {
        int shift = (int)Math.Max(exponent, -3000);
        double scaled = Math.ScaleB(x, shift);
        return Math.ScaleB(scaled, -shift) > x ? Math.BitDecrement(scaled) : scaled;
    }
}
