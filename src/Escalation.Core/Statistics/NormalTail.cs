using MathNet.Numerics;

namespace Escalation.Statistics;

/// <summary>Tails of the standard normal distribution, for tests whose level holds in large samples only.</summary>
internal static class NormalTail
{
    private const double RootTwo = 1.4142135623730951;

    /// <summary><c>P(Z &gt; z)</c>, by the complementary error function, so that a far tail is small and never a negative rounding error.</summary>
    public static double Upper(double z) => 0.5 * SpecialFunctions.Erfc(z / RootTwo);
}
