namespace Escalation.Statistics;

/// <summary>Percentile intervals of statistics of rows that come in clusters, such as several prompts about one statement.</summary>
/// <remarks>
/// Each resample draws as many clusters as there are, with replacement, and takes all rows of each. The same clusters, number of resamples and seed give the same
/// resamples, so that intervals of two statistics, or of their difference, are paired. Percentile intervals are shown and certify nothing: with few clusters, or a statistic near
/// the end of its range, they are too short. Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3; Field and Welsh, JRSS B 69, 2007 for clusters.
/// </remarks>
public static class ClusteredBootstrap
{
    /// <summary>Resamples a statistic.</summary>
    /// <param name="clusters">The cluster of each row; any numbers.</param>
    /// <param name="statistic">Computes the statistic from how many times each row counts; NaN when a resample does not define it.</param>
    /// <param name="resamples">How many resamples, at least 1; a thousand or more for an interval.</param>
    /// <param name="level">The share of resamples inside the interval, strictly between 0 and 1, for example 0.95.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The interval from the <c>(1 - level) / 2</c> to the <c>(1 + level) / 2</c> quantile of the resamples that define the statistic.</returns>
    /// <exception cref="ArgumentException">Thrown when there is no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="resamples"/> or <paramref name="level"/> is out of range.</exception>
    public static BootstrapInterval Interval(ReadOnlySpan<int> clusters, Func<int[], double> statistic, int resamples, double level, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return Intervals(clusters, 1, (counts, values) => values[0] = statistic(counts), resamples, level, seed)[0];
    }

    /// <summary>Resamples several statistics of the same rows: each resample is drawn once, and its intervals are those that <see cref="Interval(ReadOnlySpan{int}, Func{int[], double}, int, double, ulong)"/> gives one by one.</summary>
    /// <param name="clusters">The cluster of each row; any numbers.</param>
    /// <param name="statistics">How many statistics there are, at least 1.</param>
    /// <param name="compute">Computes all of them from how many times each row counts, into the array that it is given; NaN where a resample does not define one.</param>
    /// <param name="resamples">How many resamples, at least 1; a thousand or more for an interval.</param>
    /// <param name="level">The share of resamples inside each interval, strictly between 0 and 1; each holds by itself and not all of them together.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>One interval a statistic. Holds <c>statistics * resamples</c> numbers in memory.</returns>
    /// <exception cref="ArgumentException">Thrown when there is no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="statistics"/>, <paramref name="resamples"/> or <paramref name="level"/> is out of range.</exception>
    public static BootstrapInterval[] Intervals(ReadOnlySpan<int> clusters, int statistics, Action<int[], double[]> compute, int resamples, double level, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(compute);
        Guard.AtLeast(statistics, 1);
        Guard.AtLeast(resamples, 1);
        Guard.OpenProbability(level);
        if (clusters.IsEmpty)
        {
            throw new ArgumentException("clusters must hold at least one row.", nameof(clusters));
        }

        int[] clusterOfRow = Numbered(clusters, out int count);
        var random = new SplitMix64(seed);
        var drawn = new int[count];
        var counts = new int[clusters.Length];
        var values = new double[statistics];
        List<double>[] defined = [.. Enumerable.Range(0, statistics).Select(_ => new List<double>(resamples))];
        for (int resample = 0; resample < resamples; resample++)
        {
            Array.Clear(drawn);
            for (int i = 0; i < drawn.Length; i++)
            {
                drawn[random.NextBelow(drawn.Length)]++;
            }

            for (int i = 0; i < counts.Length; i++)
            {
                counts[i] = drawn[clusterOfRow[i]];
            }

            compute(counts, values);
            for (int i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(values[i]))
                {
                    defined[i].Add(values[i]);
                }
            }
        }

        double tail = (1.0 - level) / 2.0;
        return [.. defined.Select(list => Interval(list, tail, count))];
    }

    /// <summary>Numbers the clusters from 0 in the order of their first rows.</summary>
    private static int[] Numbered(ReadOnlySpan<int> clusters, out int count)
    {
        var index = new Dictionary<int, int>();
        var clusterOfRow = new int[clusters.Length];
        for (int i = 0; i < clusters.Length; i++)
        {
            index.TryAdd(clusters[i], index.Count);
            clusterOfRow[i] = index[clusters[i]];
        }

        count = index.Count;
        return clusterOfRow;
    }

    private static BootstrapInterval Interval(List<double> values, double tail, int clusters)
    {
        values.Sort();
        return new BootstrapInterval(Quantile(values, tail), Quantile(values, 1.0 - tail), values.Count, clusters);
    }

    /// <summary>The quantile by linear interpolation between order statistics.</summary>
    private static double Quantile(List<double> sorted, double level)
    {
        if (sorted.Count == 0)
        {
            return double.NaN;
        }

        double at = level * (sorted.Count - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] == sorted[above] ? sorted[below] : sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
