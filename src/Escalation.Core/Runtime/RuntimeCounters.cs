namespace Escalation.Runtime;

/// <summary>What a runtime has done since it was made; a snapshot. Each counter is exact, their sum is not a moment in time.</summary>
public sealed record RuntimeCounters
{
    /// <summary>Turns decided; repetitions do not count.</summary>
    public long Decisions { get; init; }

    /// <summary>Acts released, those that threw included.</summary>
    public long Acts { get; init; }

    /// <summary>Acts that threw.</summary>
    public long ActFaults { get; init; }

    /// <summary>Decisions to act after a nudge.</summary>
    public long Nudges { get; init; }

    /// <summary>Decisions to ask for approval.</summary>
    public long ApprovalRequests { get; init; }

    /// <summary>Decisions to escalate to a stronger model.</summary>
    public long EscalationsToModel { get; init; }

    /// <summary>Decisions to escalate to a person.</summary>
    public long EscalationsToPerson { get; init; }

    /// <summary>Decisions to stop.</summary>
    public long SafeStops { get; init; }

    /// <summary>Decisions in which some trigger failed or missed its input. A rise here looks like over-escalation, but is an outage.</summary>
    public long Faults { get; init; }

    /// <summary>Turns that came again under their id.</summary>
    public long Repetitions { get; init; }

    /// <summary>Turns refused because their id belongs to other content.</summary>
    public long Conflicts { get; init; }

    /// <summary>Turns given up by the caller before anything was released.</summary>
    public long Cancellations { get; init; }

    /// <summary>Packages that a channel took.</summary>
    public long HandoffsDelivered { get; init; }

    /// <summary>Packages that a channel did not take.</summary>
    public long HandoffFailures { get; init; }

    /// <summary>Observers that threw.</summary>
    public long ObserverFaults { get; init; }

    /// <summary>Fallback responders that threw or said nothing.</summary>
    public long FallbackFaults { get; init; }

    /// <summary>Records that the audit log did not keep.</summary>
    public long AuditFailures { get; init; }
}
