using MathNet.Numerics.Distributions;

namespace Escalation.Statistics;

/// <summary>The deviate of Student's distribution, for intervals that are shown and certify nothing.</summary>
internal static class StudentQuantile
{
    /// <summary>The t with an upper tail of <paramref name="tail"/>.</summary>
    /// <param name="tail">Strictly between 0 and 1.</param>
    /// <param name="degrees">Degrees of freedom, at least 1.</param>
    public static double UpperTail(double tail, int degrees) => -StudentT.InvCDF(0.0, 1.0, degrees, tail);
}
