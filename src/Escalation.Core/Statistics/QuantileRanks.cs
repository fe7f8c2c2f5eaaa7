namespace Escalation.Statistics;

/// <summary>The order statistics between which a quantile lies, whatever the distribution.</summary>
/// <remarks>
/// With n independent observations of one distribution, at most <c>r - 1</c> of them lie at or below the quantile of a share q with probability <c>P(Bin(n, q) &lt;= r - 1)</c> at most, whether or not the distribution
/// is continuous. Each end takes half of the level. O(log n) exact binomial tails; allocates nothing; thread safe. Source: David and Nagaraja, "Order Statistics", section 7.1.
/// </remarks>
public static class QuantileRanks
{
    /// <summary>The ranks, from 1; the lower one is 0 when no observation bounds the quantile from below, the upper one n + 1 when none bounds it from above.</summary>
    /// <param name="count">The number of observations n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="share">The share q, strictly between 0 and 1: 0.5 is the median.</param>
    /// <param name="delta">The error level of both ends together, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public static (long Lower, long Upper) Of(long count, double share, double delta)
    {
        Check.Between(count, 0, BinomialTail.MaxTrials);
        Check.OpenProbability(share);
        Check.OpenProbability(delta);
        double half = delta / 2.0;

        // The largest r with P(Bin <= r - 1) <= half.
        long lower = Last(count, r => BinomialTail.Lower(r - 1, count, share) <= half);

        // The least s with P(Bin >= s) <= half.
        long upper = count + 1 - Last(count, fromTop => BinomialTail.Upper(count + 1 - fromTop, count, share) <= half);
        return (lower, upper);
    }

    /// <summary>The largest number from 1 to count for which a property holds that, once lost, does not come back; 0 when it never holds.</summary>
    private static long Last(long count, Func<long, bool> holds)
    {
        long yes = 0;
        long no = count + 1;
        while (no - yes > 1)
        {
            long middle = yes + ((no - yes) / 2);
            if (holds(middle))
            {
                yes = middle;
            }
            else
            {
                no = middle;
            }
        }

        return yes;
    }
}
