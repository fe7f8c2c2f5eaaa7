using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring.Kpis;

/// <summary>Counts by period.</summary>
internal sealed class PeriodSeries
{
    /// <summary>With fewer successes or failures, the trend test's p-value is not to be trusted.</summary>
    private const int LeastCount = 10;

    private readonly SortedDictionary<long, (long Count, long Total)> _periods = [];
    private readonly ConversationCounts _conversations = new();

    internal long Count { get; private set; }

    internal long Total { get; private set; }

    internal void Add(long period, bool counts, int conversation)
    {
        _conversations.Add(conversation, counts);
        _periods.TryGetValue(period, out (long Count, long Total) known);
        int one = counts ? 1 : 0;
        _periods[period] = (known.Count + one, known.Total + 1);
        Count += one;
        Total++;
    }

    internal KpiProportion Proportion(KpiOptions options, string reason) => new(Count, Total, options.Delta, reason, options.TasksAreIndependent ? null : _conversations.Clusters());

    internal KpiTrend Trend(KpiOptions options, double level)
    {
        KpiPeriod[] periods = [.. _periods.Select(pair => new KpiPeriod(StartOf(pair.Key, options), pair.Value.Count, pair.Value.Total))];
        string? reason = periods.Length < 2 ? "fewer than two periods"
            : Count < LeastCount || Total - Count < LeastCount ? $"fewer than {LeastCount} of one kind"
            : null;
        double? statistic = reason is null ? Statistic() : null;
        string? changeReason = periods.Length == 0 ? "nothing was counted"
            : periods.Length > KpiTrend.MaximumPeriods ? $"more than {KpiTrend.MaximumPeriods} periods: choose a longer one"
            : null;
        return new KpiTrend
        {
            Periods = periods,
            Statistic = statistic,
            PValue = statistic is { } z ? TrendTest.PValue(z) : null,
            Reason = reason,
            Change = changeReason is null ? Change(periods, options, level) : null,
            ChangeReason = changeReason,
        };
    }

    private static KpiChange Change(KpiPeriod[] periods, KpiOptions options, double level)
    {
        var evidence = new RateChange();
        foreach (KpiPeriod period in periods)
        {
            evidence.Observe(period.Count, period.Total);
        }

        int at = evidence.LikeliestChange;
        if (at == 0)
        {
            return new KpiChange(evidence.LargestLogEvidence, level, null, null, null);
        }

        (long before, long trialsBefore, long after, long trialsAfter) = evidence.SplitAt(at);
        return new KpiChange(
            evidence.LargestLogEvidence,
            level,
            periods[at].Start,
            new KpiProportion(before, trialsBefore, options.Delta, ""),
            new KpiProportion(after, trialsAfter, options.Delta, ""));
    }

    private static DateTimeOffset StartOf(long period, KpiOptions options) => new(period * options.Period.Ticks, TimeSpan.Zero);

    private double Statistic()
    {
        long[] counts = [.. _periods.Values.Select(one => one.Count)];
        long[] totals = [.. _periods.Values.Select(one => one.Total)];
        long first = _periods.Keys.First();
        double[] places = [.. _periods.Keys.Select(period => (double)(period - first))];
        return TrendTest.Statistic(counts, totals, places);
    }
}
