namespace Escalation.Statistics;

/// <summary>
/// Finds the last sample size whose power falls short of the wanted one.
/// </summary>
/// <remarks>
/// <para>
/// <b>Where to stop.</b> For any x between r and alpha and every n with <c>n KL(x||alpha) &gt;= ln(1/delta)</c> and
/// <c>n KL(x||r) &gt;= ln(1/(1-power))</c>: by the Chernoff bound at alpha, <c>floor(nx)</c> errors certify, and by that at r
/// more than nx errors have at most probability 1 - power. Both conditions hold for all larger n as well, so no size
/// from the smallest such n on falls short. The x that makes the two conditions equal is best.
/// </para>
/// <para>
/// <b>Below.</b> The largest certifying count k* never falls with n (one more trial can only lower P(Bin(n, alpha) &lt;= k)), and
/// P(Bin(n, r) &lt;= k) falls with n. So all sizes in [first, last] have at least the power <c>P(Bin(last, r) &lt;= k*(first))</c>;
/// an interval for which that suffices is done, any other is split, the larger half first.
/// </para>
/// </remarks>
internal readonly struct PowerSearch(double alpha, double delta, double trueRate, double power)
{
    /// <summary>A sample size from which on the power is proven to suffice, as a whole number.</summary>
    public static double SufficientTrials(double alpha, double delta, double trueRate, double power)
    {
        double certify = -Math.Log(delta);
        double reach = -Elementary.LogOnePlus(-power);
        double low = trueRate;
        double high = alpha;
        for (int i = 0; i < 100; i++)
        {
            double x = low + ((high - low) / 2);
            bool certifyIsHarder = certify * Divergence(x, trueRate) > reach * Divergence(x, alpha);
            (low, high) = certifyIsHarder ? (low, x) : (x, high);
        }

        // A part in 10^6 covers the rounding of the divergences many times over.
        double trials = Math.Max(certify / Divergence(low, alpha), reach / Divergence(low, trueRate));
        return Math.Ceiling((trials * (1 + 1E-6)) + 1);
    }

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
        long count = BinomialBudget.LargestCountBetween(countAtFirst, countAtLast + 1, middle + 1, alpha, delta);
        long found = LastShort(middle + 1, count, last, countAtLast);
        return found > middle ? found : LastShort(first, countAtFirst, middle, count);
    }

    // KL(x||y) = x ln(x/y) + (1-x) ln((1-x)/(1-y)), with the logarithms taken of the difference.
    private static double Divergence(double x, double y)
    {
        double difference = x - y;
        return (x * Elementary.LogOnePlus(difference / y)) + ((1 - x) * Elementary.LogOnePlus(-difference / (1 - y)));
    }
}
