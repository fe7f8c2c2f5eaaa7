namespace Escalation.Statistics;

/// <summary>A two-sided interval for a proportion of items that come in clusters, such as the turns of conversations, by an effective number of trials (Korn and Graubard, 1998).</summary>
/// <remarks>
/// <para>
/// With x_j of m_j items in each of J clusters, <c>p = sum x_j / sum m_j</c> and its variance between clusters <c>v = J / (J - 1) * sum (x_j - p m_j)^2 / n^2</c>, the items are worth <c>p (1 - p) / v</c>
/// independent ones, times <c>(t(n - 1) / t(J - 1))^2</c> for the variance being an estimate. The interval of <see cref="ClopperPearson"/> for that many trials follows, the trials rounded down and
/// the successes outward. They are at most n, and where all items are alike (p = 0 or 1), which shows nothing of how they hang together, J: as many as there are clusters.
/// </para>
/// <para>
/// An approximation for many independent clusters, not a certificate: with few of them, or one that holds most items, coverage falls short of the level. Where every cluster holds one item, use
/// <see cref="ClopperPearson"/>, which is exact. Linear in the clusters; thread safe.
/// </para>
/// </remarks>
public static class ClusteredProportion
{
    /// <summary>The interval with confidence of about 1 - delta.</summary>
    /// <param name="successes">The successes of each cluster, 0 to its size.</param>
    /// <param name="sizes">The items of each cluster, at least 1; together at most <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1, both sides together.</param>
    /// <returns>The interval; [0, 1] without any cluster.</returns>
    /// <exception cref="ArgumentException">Thrown when the spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a count, a size or delta is out of range, or delta is NaN.</exception>
    public static BinomialInterval Interval(ReadOnlySpan<int> successes, ReadOnlySpan<int> sizes, double delta)
    {
        (long count, long total) = Totals(successes, sizes);
        long trials = EffectiveTrials(successes, sizes, delta);
        double worth = total == 0 ? 0.0 : (double)count / total * trials;
        double half = Math.Max(delta / 2, double.Epsilon);
        return new BinomialInterval(
            ClopperPearson.Lower(Math.Min((long)Math.Floor(worth), trials), trials, half),
            ClopperPearson.Upper(Math.Min((long)Math.Ceiling(worth), trials), trials, half));
    }

    /// <summary>How many independent items the items of the clusters are worth.</summary>
    /// <param name="successes">The successes of each cluster, 0 to its size.</param>
    /// <param name="sizes">The items of each cluster, at least 1; together at most <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level of the interval, strictly between 0 and 1.</param>
    /// <returns>From 1 to the number of items; 0 without any.</returns>
    /// <exception cref="ArgumentException">Thrown when the spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a count, a size or delta is out of range, or delta is NaN.</exception>
    public static long EffectiveTrials(ReadOnlySpan<int> successes, ReadOnlySpan<int> sizes, double delta)
    {
        Check.OpenProbability(delta);
        (long count, long total) = Totals(successes, sizes);
        int clusters = sizes.Length;
        if (count == 0 || count == total || clusters < 2)
        {
            return clusters;
        }

        double p = (double)count / total;
        double spread = 0.0;
        for (int j = 0; j < clusters; j++)
        {
            double excess = successes[j] - (p * sizes[j]);
            spread += excess * excess;
        }

        double variance = clusters / (clusters - 1.0) * spread / ((double)total * total);
        double half = Math.Max(delta / 2, double.Epsilon);
        double widening = StudentQuantile.UpperTail(half, DegreesOf(total)) / StudentQuantile.UpperTail(half, clusters - 1);
        double worth = p * (1.0 - p) / variance * widening * widening;
        return worth >= total ? total : Math.Max(1L, (long)Math.Floor(worth));
    }

    private static int DegreesOf(long total) => (int)Math.Min(total - 1, int.MaxValue);

    private static (long Count, long Total) Totals(ReadOnlySpan<int> successes, ReadOnlySpan<int> sizes)
    {
        if (successes.Length != sizes.Length)
        {
            throw new ArgumentException($"sizes must be as long as successes ({successes.Length}), but has {sizes.Length} entries.", nameof(sizes));
        }

        long count = 0;
        long total = 0;
        for (int j = 0; j < sizes.Length; j++)
        {
            Check.Between(sizes[j], 1, int.MaxValue, nameof(sizes));
            Check.Between(successes[j], 0, sizes[j], nameof(successes));
            count += successes[j];
            total += sizes[j];
        }

        Check.Between(total, 0, BinomialTail.MaxTrials, nameof(sizes));
        return (count, total);
    }
}
