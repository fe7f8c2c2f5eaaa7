namespace Escalation.Statistics;

/// <summary>
/// The empirical Bernstein bound for the mean of n independent losses in [0, 1] (Maurer and Pontil, "Empirical Bernstein bounds and sample-variance penalization", 2009, theorem 4),
/// which gains from a small variance without knowing it.
/// </summary>
/// <remarks>
/// <para>
/// With confidence 1 - delta the risk is at most <c>r + sqrt(2 V ln(2/delta) / n) + 7 ln(2/delta) / (3 (n-1))</c>, where r is the mean and V the sample variance with n - 1 in the
/// denominator. The p-value is the least delta whose bound is at most alpha. For losses that vary little compare <see cref="Sequential.BettingTest"/>; for 0/1 losses use <see cref="ClopperPearson"/>.
/// </para>
/// <para>
/// Sums are kept in twice the precision and what is reported is rounded up: for the doubles given it is never below the formula, and for 0/1 losses at most two units in the last place above it.
/// For other losses the variance counts with <c>n 2^-100</c> more than it is. Linear in the number of losses, no allocation, thread safe.
/// </para>
/// </remarks>
public static class EmpiricalBernstein
{
    private const double VarianceErrorPerLoss = 7.9E-31; // 2^-100

    /// <summary>The upper confidence bound for 0/1 losses.</summary>
    /// <param name="errors">The count of errors, 0 to n.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1], 1 with less than two losses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or delta is NaN.</exception>
    public static double Upper(long errors, long trials, double delta)
    {
        Check.OpenProbability(delta);
        return Upper(Moments(errors, trials, out DoubleDouble variance), variance, trials, delta);
    }

    /// <summary>The upper confidence bound for bounded losses.</summary>
    /// <param name="losses">The losses, each in [0, 1].</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1], 1 with less than two losses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a loss (with the index of the first) or delta is out of range or NaN.</exception>
    public static double Upper(ReadOnlySpan<double> losses, double delta)
    {
        Check.OpenProbability(delta);
        return Upper(Moments(losses, out DoubleDouble variance), variance, losses.Length, delta);
    }

    /// <summary>The p-value of the hypothesis that the risk exceeds alpha, for 0/1 losses.</summary>
    /// <param name="errors">The count of errors, 0 to n.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <returns>A probability in (0, 1], 1 with less than two losses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or alpha is NaN.</exception>
    public static double PValue(long errors, long trials, double alpha)
    {
        Check.OpenProbability(alpha);
        return PValue(Moments(errors, trials, out DoubleDouble variance), variance, trials, alpha);
    }

    /// <summary>The p-value of the hypothesis that the risk exceeds alpha, for bounded losses.</summary>
    /// <param name="losses">The losses, each in [0, 1].</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <returns>A probability in (0, 1], 1 with less than two losses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a loss (with the index of the first) or alpha is out of range or NaN.</exception>
    public static double PValue(ReadOnlySpan<double> losses, double alpha)
    {
        Check.OpenProbability(alpha);
        return PValue(Moments(losses, out DoubleDouble variance), variance, losses.Length, alpha);
    }

    private static double Upper(DoubleDouble mean, DoubleDouble variance, long trials, double delta)
    {
        if (trials < 2)
        {
            return 1;
        }

        DoubleDouble surprise = DoubleDoubleLogarithm.OfRatio(2.0, delta, DoubleDouble.TwoSum(2, -delta));
        DoubleDouble bound = mean + Root(variance * surprise * 2 / (double)trials) + (surprise * 7 / (3.0 * (trials - 1)));
        return Math.Min(1, OutwardRounding.UpTo(bound + (bound.High * OutwardRounding.BoundError)));
    }

    // The bound is alpha where y = sqrt(ln(2/delta)) solves a y^2 + b y = alpha - r.
    private static double PValue(DoubleDouble mean, DoubleDouble variance, long trials, double alpha)
    {
        DoubleDouble room = (DoubleDouble)alpha - mean;
        if (trials < 2 || room.High <= 0)
        {
            return 1;
        }

        DoubleDouble a = new DoubleDouble(7, 0) / (3.0 * (trials - 1));
        DoubleDouble b = Root(variance * 2 / (double)trials);
        DoubleDouble y = room * 2 / (b + DoubleDouble.Sqrt((b * b) + (a * room * 4)));
        DoubleDouble exponent = DoubleDoubleLogarithm.Ln2 - (y * y);
        return OutwardExponential.Up(exponent + ((1 + (y.High * y.High)) * OutwardRounding.BoundError));
    }

    private static DoubleDouble Root(DoubleDouble x) => x.High > 0 ? DoubleDouble.Sqrt(x) : DoubleDouble.Zero;

    private static DoubleDouble Moments(long errors, long trials, out DoubleDouble variance)
    {
        Check.Between(trials, 0, BinomialTail.MaxTrials);
        Check.Between(errors, 0, trials);
        DoubleDouble n = (double)trials;
        variance = DoubleDouble.TwoProduct(errors, trials - errors) / (n * (trials - 1));
        return (DoubleDouble)(double)errors / n;
    }

    private static DoubleDouble Moments(ReadOnlySpan<double> losses, out DoubleDouble variance)
    {
        Check.Losses(losses);
        DoubleDouble sum = DoubleDouble.Zero;
        foreach (double loss in losses)
        {
            sum += loss;
        }

        DoubleDouble mean = sum / (double)losses.Length;
        DoubleDouble squares = DoubleDouble.Zero;
        foreach (double loss in losses)
        {
            DoubleDouble distance = (DoubleDouble)loss - mean;
            squares += distance * distance;
        }

        variance = (squares / (losses.Length - 1.0)) + (losses.Length * VarianceErrorPerLoss);
        return mean + (losses.Length * VarianceErrorPerLoss);
    }
}
