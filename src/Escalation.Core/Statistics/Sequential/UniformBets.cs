using MathNet.Numerics;

namespace Escalation.Statistics.Sequential;

/// <summary>Constant bets against uniform p-values: densities of beta distributions, which all have mean one under uniformity.</summary>
internal static class UniformBets
{
    // Towards 0, towards 1, away from 0, away from 1, towards both ends, towards the middle: scores that fall, rise, spread or gather.
    private static readonly (double A, double B)[] Shapes =
    [
        (0.25, 1.0), (0.5, 1.0), (0.75, 1.0), (0.9, 1.0),
        (1.0, 0.25), (1.0, 0.5), (1.0, 0.75), (1.0, 0.9),
        (1.5, 1.0), (3.0, 1.0), (1.0, 1.5), (1.0, 3.0),
        (0.5, 0.5), (0.8, 0.8), (1.5, 1.5), (3.0, 3.0),
    ];

    private const double ErrorOfLogBeta = 1E-14;

    private static readonly double[] LogBeta = Array.ConvertAll(Shapes, shape => SpecialFunctions.BetaLn(shape.A, shape.B));

    internal static int Count => Shapes.Length;

    /// <summary>The logarithm of each density at p: <c>(a - 1) ln p + (b - 1) ln(1 - p) - ln B(a, b)</c>.</summary>
    /// <returns>A bound on the rounding errors.</returns>
    internal static double LogFactors(double p, Span<double> factors)
    {
        Check.OpenProbability(p);
        double low = Math.Log(p);
        double high = Elementary.LogOnePlus(-p);
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = ((Shapes[i].A - 1.0) * low) + ((Shapes[i].B - 1.0) * high) - LogBeta[i];
        }

        return ErrorOfLogBeta + (8.0 * FactorRounding.Unit * (Math.Abs(low) + Math.Abs(high)));
    }
}
