using Escalation.Statistics;

namespace Escalation.Monitoring.Kpis;

/// <summary>Times from a decision to something, some of which are still running. Moments are in ticks.</summary>
internal sealed class HandoffTimes(TimeSpan target, TimeSpan period)
{
    private readonly List<double> _seconds = [];
    private readonly List<bool> _censored = [];
    private long _ended;
    private long _never;

    /// <summary>Whether it took no longer than the target, in the period in which that was known.</summary>
    internal PeriodSeries InTime { get; } = new();

    /// <summary>Takes in a time that has ended.</summary>
    internal void Ended(long from, long to, long now, int conversation)
    {
        Add(SecondsOf(from, to), isCensored: false);
        _ended++;
        if (to - from <= target.Ticks)
        {
            InTime.Add(to / period.Ticks, true, conversation);
        }
        else
        {
            Late(from, now, conversation);
        }
    }

    /// <summary>Takes in a time that will never end.</summary>
    internal void Never(long from, long now, int conversation)
    {
        Add(double.PositiveInfinity, isCensored: true);
        _never++;
        Late(from, now, conversation);
    }

    /// <summary>Takes in a time that is still running.</summary>
    internal void Running(long from, long now, int conversation)
    {
        Add(SecondsOf(from, now), isCensored: true);
        Late(from, now, conversation);
    }

    internal DurationKpi Finish(string name, Kpi inTime, double delta, string whenNoneEnded)
    {
        // The least that each time can be, and the most.
        double[] least = [.. _seconds];
        double[] most = [.. _seconds.Select((seconds, i) => _censored[i] ? double.PositiveInfinity : seconds)];
        Array.Sort(least);
        Array.Sort(most);
        DurationQuantile median = Quantile(0.5, delta, least, most);
        DurationQuantile ninety = Quantile(0.9, delta, least, most);
        string? reason = _seconds.Count == 0 ? "no task was handed off" : _ended == 0 ? whenNoneEnded : median.Seconds is null ? "too few have ended" : null;
        return new DurationKpi(name, _seconds.Count, _ended, _seconds.Count - _ended - _never, _never, median, ninety, inTime, target, reason);
    }

    private static double SecondsOf(long from, long to) => Math.Max(0.0, (double)(to - from) / TimeSpan.TicksPerSecond);

    /// <summary>Once the target has passed, it is known that it was missed, whatever comes later.</summary>
    private void Late(long from, long now, int conversation)
    {
        if (now - from > target.Ticks)
        {
            InTime.Add((from + target.Ticks) / period.Ticks, false, conversation);
        }
    }

    private DurationQuantile Quantile(double share, double delta, double[] least, double[] most)
    {
        double estimate = KaplanMeier.Quantile([.. _seconds], [.. _censored], share);
        (long lower, long upper) = QuantileRanks.Of(_seconds.Count, share, delta);
        double from = lower == 0 ? 0.0 : least[lower - 1];
        double to = upper > most.Length ? double.PositiveInfinity : most[upper - 1];
        return new DurationQuantile(share, double.IsNaN(estimate) ? null : estimate, double.IsFinite(from) ? from : 0.0, double.IsFinite(to) ? to : null);
    }

    private void Add(double seconds, bool isCensored)
    {
        _seconds.Add(seconds);
        _censored.Add(isCensored);
    }
}
