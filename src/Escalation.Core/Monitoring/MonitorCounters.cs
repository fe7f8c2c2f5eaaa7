namespace Escalation.Monitoring;

/// <summary>What a monitor has seen; a snapshot.</summary>
public sealed record MonitorCounters
{
    /// <summary>Decisions told, those that came twice left out.</summary>
    public long Decisions { get; init; }

    /// <summary>Decisions that escalated.</summary>
    public long Escalations { get; init; }

    /// <summary>Decisions whose id was in the window already; they counted once.</summary>
    public long RepeatedDecisions { get; init; }

    /// <summary>Decisions without a score although a watch needs one.</summary>
    public long Unscored { get; init; }

    /// <summary>Outcomes that count.</summary>
    public long Labelled { get; init; }

    /// <summary>Decisions whose label is still awaited.</summary>
    public long Awaited { get; init; }

    /// <summary>Awaited labels that did not come within the window. A rise means that the risk is watched with ever fewer labels.</summary>
    public long NeverLabelled { get; init; }

    /// <summary>Outcomes of decisions that are not in the window.</summary>
    public long UnknownOutcomes { get; init; }

    /// <summary>Outcomes of decisions that had one.</summary>
    public long RepeatedOutcomes { get; init; }

    /// <summary>Outcomes that nobody asked for, left out because they are a biased sample.</summary>
    public long UnaskedOutcomes { get; init; }
}
