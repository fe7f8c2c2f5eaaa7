using Escalation.Statistics;

namespace Escalation.Monitoring.Kpis;

/// <summary>A proportion with its exact two-sided interval (Clopper and Pearson).</summary>
/// <remarks>Immutable. The interval holds for independent trials of one probability; turns of one conversation are not quite that.</remarks>
public sealed record KpiProportion
{
    internal KpiProportion(long count, long total, double delta, string reason)
    {
        Count = count;
        Total = total;
        Interval = ClopperPearson.Interval(count, total, delta);
        Reason = total == 0 ? reason : null;
    }

    /// <summary>How many of them.</summary>
    public long Count { get; }

    /// <summary>Out of how many.</summary>
    public long Total { get; }

    /// <summary>The proportion; null when there is nothing to divide by.</summary>
    public double? Value => Total == 0 ? null : (double)Count / Total;

    /// <summary>The interval; [0, 1] when nothing is known.</summary>
    public BinomialInterval Interval { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? Reason { get; }
}
