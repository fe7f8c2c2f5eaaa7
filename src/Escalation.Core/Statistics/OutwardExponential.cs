namespace Escalation.Statistics;

/// <summary>The exponential function, rounded up to a double: what turns the logarithm of a p-value into one that is never below the truth.</summary>
internal static class OutwardExponential
{
    private const double Invisible = -1000;
    private const double RelativeError = 5.1E-29; // 2^-94
    private const double RelativeErrorPerUnit = 5E-32; // 2^-104

    /// <summary>The least double at or above <c>exp(x)</c>, or the next one; at most 1, and never 0 unless x is negative infinity.</summary>
    /// <param name="x">The exponent, already on the safe side.</param>
    public static double Up(DoubleDouble x)
    {
        if (x.High >= 0)
        {
            return 1;
        }

        if (x.High < Invisible)
        {
            return double.IsNegativeInfinity(x.High) ? 0 : double.Epsilon;
        }

        DoubleDouble mantissa = DoubleDoubleExponential.Of(x, out long exponent);
        double relativeError = RelativeError - (RelativeErrorPerUnit * x.High);
        return Math.Min(1, OutwardRounding.ScaleUp(OutwardRounding.Up(mantissa, mantissa.High * relativeError, out _), exponent));
    }
}
