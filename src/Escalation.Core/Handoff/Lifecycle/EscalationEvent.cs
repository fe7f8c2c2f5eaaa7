namespace Escalation.Handoff.Lifecycle;

/// <summary>One thing that happened to an escalation. Immutable; its events in their order are the record of an escalation, and all of it.</summary>
public sealed record EscalationEvent
{
    /// <summary>Its place among the events of its escalation, from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>What happened.</summary>
    public required EscalationEventKind Kind { get; init; }

    /// <summary>When, in UTC. For deadlines and people; the order is that of <see cref="Sequence"/>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The idempotency key of the command: the same command under its key happens once.</summary>
    public required string Key { get; init; }

    /// <summary>The ticket it concerns: what the queue knows the escalation by. Each route of an escalation has its own.</summary>
    public required string Ticket { get; init; }

    /// <summary>The person who did it, or null when the system did.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, as a code, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The package; of the first event only.</summary>
    public ContextPackage? Package { get; init; }

    /// <summary>The conversation's own id, where redaction or a limit left another one in the package; of the first event only. Whoever asks for the conversation names this one.</summary>
    public string? Conversation { get; init; }

    /// <summary>The new route; of <see cref="EscalationEventKind.Rerouted"/> only.</summary>
    public HandoffRoute? Route { get; init; }

    /// <summary>What the person made of it; of <see cref="EscalationEventKind.Resolved"/> only.</summary>
    public EscalationResolution? Resolution { get; init; }

    /// <summary>What the person did, in words for the agent; of <see cref="EscalationEventKind.HandedBack"/> only.</summary>
    public string? Summary { get; init; }

    /// <summary>By when the next step must happen, in UTC, as this event sets it; null when it sets none.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whether somebody else than the person who had it gave the conversation back: such a hand-back says why.</summary>
    internal bool IsTakenBack => Kind == EscalationEventKind.HandedBack && Reason is not null;

    /// <summary>Whether two events say the same, but for when: a command that came twice.</summary>
    internal bool SaysTheSameAs(EscalationEvent other) =>
        Kind == other.Kind
        && string.Equals(Ticket, other.Ticket, StringComparison.Ordinal)
        && string.Equals(Actor, other.Actor, StringComparison.Ordinal)
        && string.Equals(Reason, other.Reason, StringComparison.Ordinal)
        && string.Equals(Summary, other.Summary, StringComparison.Ordinal)
        && Resolution == other.Resolution;
}
