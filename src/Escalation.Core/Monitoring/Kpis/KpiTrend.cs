namespace Escalation.Monitoring.Kpis;

/// <summary>How a proportion developed.</summary>
/// <remarks>
/// The trend is the test of Cochran and Armitage over the periods, read once: a p-value for one look, not corrected for the number of figures. The change is watched with evidence that may be looked at
/// as often as one likes; see <see cref="Statistics.Sequential.RateChange"/>. Immutable.
/// </remarks>
public sealed record KpiTrend
{
    /// <summary>The most periods that are compared with each other.</summary>
    public const int MaximumPeriods = 2_000;

    /// <summary>The counts of each period, in order.</summary>
    public required IReadOnlyList<KpiPeriod> Periods { get; init; }

    /// <summary>The statistic of the trend test, standard normal when there is none; positive for a rise. Null when undefined.</summary>
    public double? Statistic { get; init; }

    /// <summary>Its two-sided p-value; null when undefined.</summary>
    public double? PValue { get; init; }

    /// <summary>Why there is no trend test; null when there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>The watch for a change; null when undefined.</summary>
    public KpiChange? Change { get; init; }

    /// <summary>Why no change is watched for; null when it is.</summary>
    public string? ChangeReason { get; init; }
}
