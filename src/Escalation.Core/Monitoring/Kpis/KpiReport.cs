namespace Escalation.Monitoring.Kpis;

/// <summary>The key figures of an audit log.</summary>
/// <remarks>There is no right escalation rate: read the rate for sudden changes, and tune for appropriateness and missed escalations. Immutable.</remarks>
public sealed record KpiReport
{
    /// <summary>How it was computed.</summary>
    public required KpiOptions Options { get; init; }

    /// <summary>The time of the first record; null without records.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>The time of the last record; null without records.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>What was read and what was left out.</summary>
    public required KpiCounts Counts { get; init; }

    /// <summary>Escalated tasks out of all.</summary>
    public required Kpi EscalationRate { get; init; }

    /// <summary>Escalations that needed a person, out of those that were reviewed. A person's verdict counts, or else an outcome: the model would have been wrong.</summary>
    public required Kpi Appropriateness { get; init; }

    /// <summary>How many of the reviewed escalations rest on an outcome alone.</summary>
    public required long ReviewedByOutcome { get; init; }

    /// <summary>Acted tasks that were wrong.</summary>
    public required MissedEscalations MissedEscalations { get; init; }

    /// <summary>Takeovers in which the person had to ask nothing again, out of those of which it is known.</summary>
    public required Kpi HandoffSufficiency { get; init; }

    /// <summary>Resolved escalations in which the person decided otherwise than the agent, out of those in which that is known: the resolution says that the best guess was wrong, or refuses an approval. A conversation that is never handed back counts as any other.</summary>
    public required Kpi OverrideRate { get; init; }

    /// <summary>Resolved escalations in which the person decided as the agent would have, out of those in which that is known: the rest of <see cref="OverrideRate"/>.</summary>
    public KpiProportion Agreement => OverrideRate.Proportion.Complement();

    /// <summary>Handoffs that were abandoned, out of those that were accepted, resolved or abandoned.</summary>
    public required Kpi AbandonedRate { get; init; }

    /// <summary>From the decision to a person's acceptance.</summary>
    public required DurationKpi TimeToAccept { get; init; }

    /// <summary>From the decision to its resolution.</summary>
    public required DurationKpi TimeToResolve { get; init; }

    /// <summary>The figures of each policy, class and trigger, in order of first appearance.</summary>
    public required IReadOnlyList<KpiSegment> Segments { get; init; }

    /// <summary>Every figure that has changed. All alarms together are false with probability <see cref="KpiOptions.AlarmDelta"/> at most, as far as tasks are independent of each other.</summary>
    public required IReadOnlyList<KpiAlarm> Alarms { get; init; }
}
