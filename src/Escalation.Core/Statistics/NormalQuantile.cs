using MathNet.Numerics;

namespace Escalation.Statistics;

/// <summary>The normal deviate of a tail, for intervals that are shown and certify nothing.</summary>
internal static class NormalQuantile
{
    private const double RootTwo = 1.4142135623730951;

    /// <summary>The z with an upper tail of <paramref name="tail"/>, relative error below 1e-14.</summary>
    /// <param name="tail">A tail strictly between 0 and 1, down to the least double.</param>
    public static double UpperTail(double tail) => RootTwo * SpecialFunctions.ErfcInv(2 * tail);
}
