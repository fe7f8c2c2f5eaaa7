namespace Escalation.Monitoring.Kpis;

/// <summary>What was read, and what was left out and why.</summary>
/// <remarks>Immutable.</remarks>
public sealed record KpiCounts
{
    /// <summary>Records read.</summary>
    public required long Records { get; init; }

    /// <summary>Tasks: turns that were decided, each id once.</summary>
    public required long Tasks { get; init; }

    /// <summary>Tasks on which the agent acted.</summary>
    public required long Acted { get; init; }

    /// <summary>Tasks that wait for somebody's approval of one step: neither acted on nor escalated.</summary>
    public required long ApprovalsRequested { get; init; }

    /// <summary>Tasks that were escalated: to a stronger model, to a person, or into a safe stop.</summary>
    public required long Escalated { get; init; }

    /// <summary>Acted tasks without a record that the act ended: under way, or a crash came in between.</summary>
    public required long Unreleased { get; init; }

    /// <summary>Turns on which the agent kept silent, since a person had the conversation. They are no tasks.</summary>
    public required long Silent { get; init; }

    /// <summary>Turns that the caller gave up before anything was released. They are no tasks.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Decisions of the other mode: of shadow mode, unless it is shadow mode that is counted. They are no tasks.</summary>
    public required long OtherMode { get; init; }

    /// <summary>Further decision records of ids that had one: after a restart for example.</summary>
    public required long RepeatedDecisions { get; init; }

    /// <summary>Outcomes and verdicts that changed an earlier one.</summary>
    public required long Corrections { get; init; }

    /// <summary>Records about decisions that are not in the log, or no longer in memory.</summary>
    public required long Orphans { get; init; }

    /// <summary>Tasks that were closed early for lack of room; see <see cref="KpiOptions.MaximumOpenTasks"/>.</summary>
    public required long ClosedEarly { get; init; }

    /// <summary>Refused turns under the id of another one.</summary>
    public required long IdempotencyConflicts { get; init; }

    /// <summary>Records of kinds that are not known here.</summary>
    public required long UnknownKinds { get; init; }

    /// <summary>Records of known kinds whose data could not be understood.</summary>
    public required long Unreadable { get; init; }

    /// <summary>Handoffs that were accepted or resolved before they were decided, by the clock: it was set back. They count as taking no time.</summary>
    public required long ClockFaults { get; init; }

    /// <summary>Escalations to a person that were resolved and whose conversation nobody has given back to the agent, by the end of the log: the agent is silent there.</summary>
    public required long NotReturned { get; init; }

    /// <summary>Conversations that somebody else than the person who had them gave back to the agent.</summary>
    public required long TakenBack { get; init; }
}
