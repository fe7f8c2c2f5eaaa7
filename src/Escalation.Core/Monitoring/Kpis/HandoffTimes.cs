using Escalation.Statistics;

namespace Escalation.Monitoring.Kpis;

/// <summary>Times from a decision to something, some of which are still running.</summary>
internal sealed class HandoffTimes
{
    private readonly List<double> _seconds = [];
    private readonly List<bool> _censored = [];
    private long _ended;
    private long _never;

    /// <summary>Takes in a time that has ended.</summary>
    internal void Ended(double seconds) => Add(seconds, isCensored: false, ref _ended);

    /// <summary>Takes in a time that will never end.</summary>
    internal void Never() => Add(double.PositiveInfinity, isCensored: true, ref _never);

    /// <summary>Takes in a time that was still running when it was this long.</summary>
    internal void Running(double seconds)
    {
        long ignored = 0;
        Add(seconds, isCensored: true, ref ignored);
    }

    internal DurationKpi Finish(string name, double delta, string whenNoneEnded)
    {
        // The least that each time can be, and the most.
        double[] least = [.. _seconds];
        double[] most = [.. _seconds.Select((seconds, i) => _censored[i] ? double.PositiveInfinity : seconds)];
        Array.Sort(least);
        Array.Sort(most);
        DurationQuantile median = Quantile(0.5, delta, least, most);
        DurationQuantile ninety = Quantile(0.9, delta, least, most);
        string? reason = _seconds.Count == 0 ? "no task was handed off" : _ended == 0 ? whenNoneEnded : median.Seconds is null ? "too few have ended" : null;
        return new DurationKpi(name, _seconds.Count, _ended, _seconds.Count - _ended - _never, _never, median, ninety, reason);
    }

    private DurationQuantile Quantile(double share, double delta, double[] least, double[] most)
    {
        double estimate = KaplanMeier.Quantile([.. _seconds], [.. _censored], share);
        (long lower, long upper) = QuantileRanks.Of(_seconds.Count, share, delta);
        double from = lower == 0 ? 0.0 : least[lower - 1];
        double to = upper > most.Length ? double.PositiveInfinity : most[upper - 1];
        return new DurationQuantile(share, double.IsNaN(estimate) ? null : estimate, double.IsFinite(from) ? from : 0.0, double.IsFinite(to) ? to : null);
    }

    private void Add(double seconds, bool isCensored, ref long count)
    {
        _seconds.Add(seconds);
        _censored.Add(isCensored);
        count++;
    }
}
