using MathNet.Numerics;

namespace Escalation.Statistics;

/// <summary>The deviate of Student's distribution, for intervals that are shown and certify nothing.</summary>
/// <remarks>MathNet's own inverse looks between -800 and 800 only and throws where the deviate lies outside, as it does for one degree of freedom below a tail of 0.0004.</remarks>
internal static class StudentQuantile
{
    /// <summary>The t with an upper tail of <paramref name="tail"/>, by halving.</summary>
    /// <param name="tail">Strictly between 0 and 1.</param>
    /// <param name="degrees">Degrees of freedom, at least 1.</param>
    public static double UpperTail(double tail, int degrees)
    {
        if (tail >= 0.5)
        {
            return tail == 0.5 ? 0.0 : -UpperTail(1.0 - tail, degrees);
        }

        double low = 0.0;
        double high = 1.0;
        while (Above(high, degrees) > tail)
        {
            (low, high) = (high, 2.0 * high);
        }

        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high))
        {
            (low, high) = Above(middle, degrees) > tail ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double Above(double t, int degrees) => 0.5 * SpecialFunctions.BetaRegularized(0.5 * degrees, 0.5, degrees / (degrees + (t * t)));
}
