namespace Escalation.Statistics;

/// <summary>
/// Exact bounds on a binomial probability from k successes in n trials (Clopper and Pearson, 1934), by inverting
/// <see cref="BinomialTail"/>, and on the safe side of the exact bound.
/// </summary>
/// <remarks>
/// <para>
/// The upper bound is the least double u with <c>BinomialTail.Lower(k, n, u) &lt;= delta</c>, so that testing and bounding
/// are one event: <c>BinomialTail.Lower(k, n, alpha) &lt;= delta</c> exactly when <c>Upper(k, n, delta) &lt;= alpha</c> (where
/// the tail changes by less than its last place from one double to the next, a few neighbouring doubles may differ).
/// As the tail is never below the truth, the bound is never below the exact one. The lower bound mirrors it.
/// </para>
/// <para>No allocation, thread safe, some ten to twenty evaluations of the tail; tiny levels such as 1e-300 lose nothing.</para>
/// </remarks>
public static class ClopperPearson
{
    /// <summary>The one-sided upper bound: the true probability lies at or below it with confidence 1 - delta at least.</summary>
    /// <param name="successes">The count k, 0 to n.</param>
    /// <param name="trials">The number of trials n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A probability; 1 when k = n, so also without any trial.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or delta is NaN.</exception>
    public static double Upper(long successes, long trials, double delta)
    {
        CheckArguments(successes, trials, delta);
        return successes == trials ? 1 : new TailInversion(successes, trials, delta, upperBound: true).Solve();
    }

    /// <summary>The one-sided lower bound: the true probability lies at or above it with confidence 1 - delta at least.</summary>
    /// <param name="successes">The count k, 0 to n.</param>
    /// <param name="trials">The number of trials n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A probability; 0 when k = 0, so also without any trial.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or delta is NaN.</exception>
    public static double Lower(long successes, long trials, double delta)
    {
        CheckArguments(successes, trials, delta);
        return successes == 0 ? 0 : new TailInversion(successes, trials, delta, upperBound: false).Solve();
    }

    /// <summary>The two-sided interval with confidence 1 - delta at least: both one-sided bounds at delta / 2.</summary>
    /// <param name="successes">The count k, 0 to n.</param>
    /// <param name="trials">The number of trials n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1, both sides together.</param>
    /// <returns>The interval; [0, 1] without any trial.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or delta is NaN.</exception>
    public static BinomialInterval Interval(long successes, long trials, double delta)
    {
        CheckArguments(successes, trials, delta);
        double half = Math.Max(delta / 2, double.Epsilon);
        return new BinomialInterval(Lower(successes, trials, half), Upper(successes, trials, half));
    }

    private static void CheckArguments(long successes, long trials, double delta)
    {
        Check.Between(trials, 0, BinomialTail.MaxTrials);
        Check.Between(successes, 0, trials);
        Check.OpenProbability(delta);
    }
}
