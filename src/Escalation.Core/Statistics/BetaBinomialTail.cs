namespace Escalation.Statistics;

/// <summary>
/// Tails of the beta-binomial distribution with whole shapes: the number of items that a threshold delegates on m fresh items,
/// when the threshold is the (k+1)-th largest of n calibration scores, so that its true rate is Beta(k+1, n-k) distributed.
/// </summary>
/// <remarks>
/// <para>
/// Exact for every continuous score distribution, since the calibration and the fresh scores are exchangeable (Wilks, 1941). The probability of
/// a count x is <c>C(m,x) B(a+x, b+m-x) / B(a,b)</c>; the tails follow from the ratios
/// <c>P(x+1)/P(x) = (m-x)(a+x) / ((x+1)(b+m-x-1))</c>, which fall with x, starting at the edge.
/// </para>
/// <para>
/// Relative error below 1e-12 for up to 10^6 items; unlike <see cref="BinomialTail"/> not rounded outwards, as
/// these tails check a realised rate and certify nothing. At most min(x, m - x) steps. No allocation, thread safe.
/// </para>
/// </remarks>
public static class BetaBinomialTail
{
    private const double CutBelow = 1E-18;

    /// <summary>The largest shape and number of items: 10^9.</summary>
    public const long MaxItems = 1_000_000_000;

    /// <summary>The lower tail <c>P(X &lt;= x)</c>.</summary>
    /// <param name="count">The count x; any value: below 0 gives 0, from m on 1.</param>
    /// <param name="items">The number of fresh items m, 0 to <see cref="MaxItems"/>.</param>
    /// <param name="a">The first shape, 1 to <see cref="MaxItems"/>: k + 1.</param>
    /// <param name="b">The second shape, 1 to <see cref="MaxItems"/>: n - k.</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when m, a or b is out of range.</exception>
    public static double Lower(long count, long items, long a, long b) => Math.Exp(LogLower(count, items, a, b));

    /// <summary>The upper tail <c>P(X &gt;= x)</c>.</summary>
    /// <param name="count">The count x; any value: up to 0 gives 1, above m 0.</param>
    /// <param name="items">The number of fresh items m, 0 to <see cref="MaxItems"/>.</param>
    /// <param name="a">The first shape, 1 to <see cref="MaxItems"/>: k + 1.</param>
    /// <param name="b">The second shape, 1 to <see cref="MaxItems"/>: n - k.</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when m, a or b is out of range.</exception>
    public static double Upper(long count, long items, long a, long b) => Math.Exp(LogUpper(count, items, a, b));

    /// <summary>The natural logarithm of <see cref="Lower"/>, negative infinity for an impossible event.</summary>
    /// <inheritdoc cref="Lower"/>
    public static double LogLower(long count, long items, long a, long b)
    {
        CheckArguments(items, a, b);
        if (count < 0)
        {
            return double.NegativeInfinity;
        }

        return count >= items ? 0 : LogSmall(count, items, a, b);
    }

    /// <summary>The natural logarithm of <see cref="Upper"/>, negative infinity for an impossible event.</summary>
    /// <inheritdoc cref="Upper"/>
    public static double LogUpper(long count, long items, long a, long b)
    {
        CheckArguments(items, a, b);
        if (count <= 0)
        {
            return 0;
        }

        // Delegated and kept items exchange their roles.
        return count > items ? double.NegativeInfinity : LogSmall(items - count, items, b, a);
    }

    /// <summary>
    /// The exact central interval of the number delegated among m fresh items: counts below it, and counts above it, each have
    /// probability <paramref name="level"/> at most.
    /// </summary>
    /// <param name="trials">The size n of the calibration sample, 1 to <see cref="MaxItems"/>.</param>
    /// <param name="successes">The number k of calibration scores strictly above the threshold, 0 to n - 1.</param>
    /// <param name="items">The number of fresh items m, 0 to <see cref="MaxItems"/>.</param>
    /// <param name="level">The probability left out on each side, strictly between 0 and 1; below one half for a meaningful interval.</param>
    /// <returns>The interval, within [0, m].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or level is NaN.</exception>
    public static CountInterval Interval(long trials, long successes, long items, double level)
    {
        Check.Between(trials, 1, MaxItems);
        Check.Between(successes, 0, trials - 1);
        Check.Between(items, 0, MaxItems);
        Check.OpenProbability(level);
        double log = Math.Log(level);
        return new CountInterval(
            CutFromBelow(items, successes + 1, trials - successes, log),
            items - CutFromBelow(items, trials - successes, successes + 1, log));
    }

    private static void CheckArguments(long items, long a, long b)
    {
        Check.Between(items, 0, MaxItems);
        Check.Between(a, 1, MaxItems);
        Check.Between(b, 1, MaxItems);
    }

    // The largest x with P(X < x) <= level.
    private static long CutFromBelow(long items, long a, long b, double logLevel)
    {
        long passes = 0;
        long fails = items + 1;
        while (fails - passes > 1)
        {
            long middle = passes + ((fails - passes) / 2);
            (passes, fails) = LogLower(middle - 1, items, a, b) <= logLevel ? (middle, fails) : (passes, middle);
        }

        return passes;
    }

    private static double LogSmall(long count, long items, long a, long b)
    {
        // The mean splits the tails: the one that does not hold it is summed, the other one is its complement.
        if ((double)count * (a + b) <= (double)items * a)
        {
            return Math.Min(0, LogMass(count, items, a, b) + Math.Log(RelativeSum(count, items, a, b)));
        }

        long mirrored = items - count - 1;
        double other = LogMass(mirrored, items, b, a) + Math.Log(RelativeSum(mirrored, items, b, a));
        return Elementary.LogOnePlus(-Math.Min(1, Math.Exp(other)));
    }

    private static double LogMass(long x, long m, long a, long b)
    {
        DoubleDouble choose = LogFactorial(m) - LogFactorial(x) - LogFactorial(m - x);
        DoubleDouble joint = LogFactorial(a + x - 1) + LogFactorial(b + m - x - 1) - LogFactorial(a + b + m - 1);
        DoubleDouble prior = LogFactorial(a + b - 1) - LogFactorial(a - 1) - LogFactorial(b - 1);
        DoubleDouble sum = choose + joint + prior;
        return sum.High;
    }

    private static DoubleDouble LogFactorial(long x)
    {
        if (x <= 1)
        {
            return DoubleDouble.Zero;
        }

        var halfLogTwoPi = new DoubleDouble(0.9189385332046728, -3.8782941580672414E-17);
        DoubleDouble main = (DoubleDoubleLogarithm.Of((double)x) * (x + 0.5)) - (double)x;
        return main + halfLogTwoPi + StirlingRemainder.Of(x);
    }

    // The tail at and below x relative to the probability of x itself.
    private static double RelativeSum(long x, long m, long a, long b)
    {
        double term = 1;
        double sum = 1;
        for (long i = x; i > 0; i--)
        {
            double ratio = (double)i * (b + m - i) / ((double)(m - i + 1) * (a + i - 1));
            term *= ratio;
            sum += term;
            if (term * ratio < (1 - ratio) * CutBelow * sum)
            {
                break;
            }
        }

        return sum;
    }
}
