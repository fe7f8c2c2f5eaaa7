namespace Escalation.Monitoring.Kpis;

/// <summary>The key figures of a part of the tasks.</summary>
/// <remarks>Of a trigger: the tasks are those on which it was asked, escalations those with it as the primary reason. Immutable.</remarks>
public sealed record KpiSegment
{
    /// <summary>By what it is told apart.</summary>
    public required KpiSegmentKind Kind { get; init; }

    /// <summary>The name of the policy, class or trigger.</summary>
    public required string Name { get; init; }

    /// <summary>Escalated tasks out of all of the segment.</summary>
    public required KpiProportion EscalationRate { get; init; }

    /// <summary>Reviewed escalations that needed a person; of a trigger, its precision.</summary>
    public required KpiProportion Appropriateness { get; init; }

    /// <summary>Takeovers that needed nothing asked again.</summary>
    public required KpiProportion HandoffSufficiency { get; init; }

    /// <summary>Errors among acted tasks that were drawn for an audit and labelled, those kept for the interval; see <see cref="MissedEscalations"/>.</summary>
    public required KpiProportion MissedEscalationRate { get; init; }

    /// <summary>Of a trigger: how often it asked for more than acting, primary reason or not. Null otherwise.</summary>
    public KpiProportion? Fired { get; init; }

    /// <summary>Of a trigger: how that developed. Null otherwise.</summary>
    public KpiTrend? Trend { get; init; }
}
