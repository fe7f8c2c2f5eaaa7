namespace Escalation.Statistics;

/// <summary>
/// The exponents of the Chernoff-Hoeffding and the Hoeffding bound in twice the precision, rounded so that the p-values made of them are never below the truth.
/// </summary>
internal static class Deviance
{
    // 2^-98: a difference, a square, a product and a quotient of double-doubles.
    private const double QuadraticError = 3.2E-30;

    /// <summary><c>n KL(S/n || alpha) = S ln(S/(n alpha)) + (n-S) ln((n-S)/(n (1-alpha)))</c> with <c>0 ln 0 = 0</c>.</summary>
    /// <param name="sum">The sum S, 0 to n.</param>
    /// <param name="shape">n and alpha, the latter strictly between 0 and 1.</param>
    /// <param name="error">A bound on the absolute error.</param>
    /// <remarks>
    /// The two terms nearly cancel when S is next to its mean. As the logarithms are taken of ratios whose distance from one is known to twice
    /// the precision, what that loses is <c>|S - n alpha| 2^-94</c> and less. A mean that is not a double-double counts with its relative error of 2^-104.
    /// </remarks>
    public static DoubleDouble Divergence(DoubleDouble sum, in BinomialShape shape, out double error)
    {
        double n = shape.Trials;
        DoubleDouble rest = (DoubleDouble)n - sum;
        if (sum.High == 0 || rest.High == 0)
        {
            DoubleDouble logRate = sum.High == 0
                ? DoubleDoubleLogarithm.OfRatio(shape.FailureRate, DoubleDouble.One, -shape.SuccessRate)
                : DoubleDoubleLogarithm.OfRatio(shape.SuccessRate, DoubleDouble.One, -shape.FailureRate);
            DoubleDouble log = logRate * -n;
            error = log.High * 2 * DoubleDoubleLogarithm.RelativeError;
            return log;
        }

        DoubleDouble excess = sum - shape.MeanSuccesses;
        DoubleDouble gain = shape.LogRatioToMean(sum, shape.MeanSuccesses, excess) * sum;
        DoubleDouble loss = shape.LogRatioToMean(rest, shape.MeanFailures, -excess) * rest;
        error = (Math.Abs(gain.High) + Math.Abs(loss.High) + Math.Abs(excess.High)) * 4 * DoubleDoubleLogarithm.RelativeError;
        return gain + loss;
    }

    /// <summary>An upper bound, tight to 94 bits, on <c>ln p = -n KL(min(S/n, alpha) || alpha)</c>.</summary>
    public static DoubleDouble LogChernoff(DoubleDouble sum, long trials, double alpha)
    {
        var shape = new BinomialShape(trials, alpha);
        if ((sum - shape.MeanSuccesses).High >= 0)
        {
            return DoubleDouble.Zero;
        }

        DoubleDouble divergence = Divergence(sum, shape, out double error);
        return -divergence + error;
    }

    /// <summary>An upper bound, tight to 97 bits, on <c>ln p = -2 n max(0, alpha - S/n)^2</c>.</summary>
    public static DoubleDouble LogHoeffding(DoubleDouble sum, long trials, double alpha)
    {
        DoubleDouble missing = DoubleDouble.TwoProduct(trials, alpha) - sum;
        if (missing.High <= 0)
        {
            return DoubleDouble.Zero;
        }

        DoubleDouble exponent = (missing * missing).Scale(2) / (double)trials;
        return -exponent + (exponent.High * QuadraticError);
    }
}
