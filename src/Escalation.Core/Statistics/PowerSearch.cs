namespace Escalation.Statistics;

/// <summary>
/// Finds the last sample size whose power falls short of the wanted one.
/// </summary>
/// <remarks>
/// <para>
/// <b>Where to stop.</b> At <see cref="SufficientSample"/>, a size from which on no size falls short.
/// </para>
/// <para>
/// <b>Below.</b> The largest certifying count k* never falls with n (one more trial can only lower P(Bin(n, alpha) &lt;= k)), and
/// P(Bin(n, r) &lt;= k) falls with n. So all sizes in [first, last] have at least the power <c>P(Bin(last, r) &lt;= k*(first))</c>;
/// an interval for which that suffices is done, any other is split, the larger half first.
/// </para>
/// </remarks>
internal readonly struct PowerSearch(double alpha, double delta, double trueRate, double power)
{
    /// <summary>The last size in [first, last] that falls short, or first - 1 if none does.</summary>
    public long LastShort(long first, long last) => LastShort(
        first,
        BinomialBudget.LargestCount(first, alpha, delta),
        last,
        BinomialBudget.LargestCount(last, alpha, delta));

    private long LastShort(long first, long countAtFirst, long last, long countAtLast)
    {
        if (BinomialTail.Lower(countAtFirst, last, trueRate) >= power)
        {
            return first - 1;
        }

        if (first == last)
        {
            return first;
        }

        long middle = first + ((last - first) / 2);
        long count = new CountSearch(middle + 1, alpha, delta).LargestBetween(countAtFirst, countAtLast + 1);
        long found = LastShort(middle + 1, count, last, countAtLast);
        return found > middle ? found : LastShort(first, countAtFirst, middle, count);
    }
}
