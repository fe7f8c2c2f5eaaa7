namespace Escalation.Statistics;

/// <summary>
/// The interval of Wilson ("Probable inference, the law of succession, and statistical inference", 1927) for a binomial probability: short and centred, <b>for display only</b>.
/// </summary>
/// <remarks>
/// It comes from the normal approximation, so that its confidence is near 1 - delta on average over the rates and falls below it at some; a guarantee needs <see cref="ClopperPearson"/>.
/// <c>(k + z^2/2)/(n + z^2) +- z/(n + z^2) sqrt(k (n-k)/n + z^2/4)</c> with the normal deviate z of tail delta/2. Relative error below 1e-12. Constant time, no allocation, thread safe.
/// </remarks>
public static class Wilson
{
    /// <summary>The two-sided interval with an approximate confidence of 1 - delta.</summary>
    /// <param name="successes">The count k, 0 to n.</param>
    /// <param name="trials">The number of trials n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1, both sides together.</param>
    /// <returns>The interval; its lower end is 0 when k = 0, its upper end 1 when k = n, and it is [0, 1] without any trial.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or delta is NaN.</exception>
    public static BinomialInterval Interval(long successes, long trials, double delta)
    {
        Check.Between(trials, 0, BinomialTail.MaxTrials);
        Check.Between(successes, 0, trials);
        Check.OpenProbability(delta);
        if (trials == 0)
        {
            return new BinomialInterval(0, 1);
        }

        double n = trials;
        double k = successes;
        double z = NormalQuantile.UpperTail(Math.Max(delta / 2, double.Epsilon));
        double square = z * z;
        double larger = k + (square / 2) + (z * Math.Sqrt((k * ((n - k) / n)) + (square / 4)));

        // The smaller root of the quadratic equation by its product with the larger one, which loses no digits.
        return new BinomialInterval(k * (k / n) / larger, successes == trials ? 1 : larger / (n + square));
    }
}
