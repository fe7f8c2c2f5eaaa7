using System.Collections.Immutable;
using Escalation.Decisions;

namespace Escalation.Handoff.Lifecycle;

/// <summary>An escalation: what its events add up to. Immutable and safe for concurrent use.</summary>
/// <remarks>
/// Requested, then accepted, declined, failed or timed out, then resolved, then handed back. Declined, failed and timed out lead to the second route and are requested
/// there, or to abandoned. <see cref="EscalationCommands"/> says which command fits which state.
/// </remarks>
public sealed record EscalationCase
{
    private EscalationCase(EscalationEvent first)
    {
        Package = first.Package!;
        ConversationId = first.Conversation ?? Package.ConversationId;
        Id = Package.EscalationId;
        Route = Package.Route;
        Ticket = first.Ticket;
        RequestedAt = first.At;
        Deadline = first.Deadline;
        Events = [first];
    }

    /// <summary>The escalation's id.</summary>
    public string Id { get; }

    /// <summary>The package as it was sent first.</summary>
    public ContextPackage Package { get; }

    /// <summary>The conversation's own id, or null for a single question; the package may hold a redacted one.</summary>
    public string? ConversationId { get; }

    /// <summary>Everything that happened, in its order.</summary>
    public ImmutableArray<EscalationEvent> Events { get; private init; }

    /// <summary>The state.</summary>
    public EscalationState State { get; private init; }

    /// <summary>Where it is now, or was last.</summary>
    public HandoffRoute Route { get; private init; }

    /// <summary>The ticket of that route: what the channel was given as the package's id, and what people answer to.</summary>
    public string Ticket { get; private init; }

    /// <summary>How many routes it has had, this one included.</summary>
    public int Attempt { get; private init; } = 1;

    /// <summary>The queues it was in before, oldest first.</summary>
    public ImmutableArray<string> PastQueues { get; private init; } = [];

    /// <summary>When the present wait began: for somebody to take over, for the person to resolve it, or to hand it back. In UTC.</summary>
    public DateTimeOffset RequestedAt { get; private init; }

    /// <summary>By when that wait must end, in UTC; null when there is no limit.</summary>
    public DateTimeOffset? Deadline { get; private init; }

    /// <summary>How often those who should act were reminded during the present wait.</summary>
    public int Reminders { get; private init; }

    /// <summary>Whether the channel confirmed the present ticket.</summary>
    public bool IsDelivered { get; private init; }

    /// <summary>The person who has it: from accepted to handed back. Null when nobody has, or not yet.</summary>
    public string? Person { get; private init; }

    /// <summary>What the person made of it, or null.</summary>
    public EscalationResolution? Resolution { get; private init; }

    /// <summary>Whether it took the conversation from the agent; a request for approval, or to a stronger model, does not.</summary>
    public bool TakesConversation => Package.Why.Outcome == DecisionOutcome.EscalateToPerson;

    /// <summary>Whether the agent must stay silent in the conversation for the sake of this escalation. One that nobody took keeps it silent too: see <see cref="ConversationCustody.Abandoned"/>.</summary>
    public bool KeepsAgentSilent => TakesConversation && State != EscalationState.HandedBack;

    /// <summary>Whether somebody must still do something: take over, resolve it, or hand the conversation back.</summary>
    public bool IsLive => State is not (EscalationState.HandedBack or EscalationState.Abandoned) && (TakesConversation || State != EscalationState.Resolved);

    /// <summary>Whether its route refused it and the next one has not got it yet.</summary>
    public bool IsBetweenRoutes => State is EscalationState.Declined or EscalationState.Failed or EscalationState.TimedOut;

    /// <summary>Whether it counts for the load of its queue: it waits there, or is being worked on.</summary>
    public bool IsInQueue => State is EscalationState.Requested or EscalationState.Accepted;

    /// <summary>Rebuilds an escalation from its events.</summary>
    /// <param name="events">All its events, in their order.</param>
    /// <exception cref="ArgumentException">Thrown when they are not those of one escalation, without gaps, each legal where it stands.</exception>
    public static EscalationCase Replay(IEnumerable<EscalationEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        EscalationCase? current = null;
        foreach (EscalationEvent happened in events)
        {
            current = current is null ? Begin(happened) : current.Apply(happened);
        }

        return current ?? throw new ArgumentException("An escalation has at least one event.", nameof(events));
    }

    internal static EscalationCase Begin(EscalationEvent first) => first is { Kind: EscalationEventKind.Requested, Sequence: 1, Package: not null }
        ? new EscalationCase(first)
        : throw new ArgumentException("The first event of an escalation must be Requested, number 1, with the package.", nameof(first));

    /// <exception cref="ArgumentException">Thrown when the event cannot follow.</exception>
    internal EscalationCase Apply(EscalationEvent next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Sequence != Events.Length + 1 || EscalationCommands.Objection(this, next) is not null)
        {
            throw new ArgumentException($"Event {next.Sequence} ({next.Kind}) cannot follow event {Events.Length} of escalation '{Id}', which is {State}.", nameof(next));
        }

        EscalationCase after = this with { Events = Events.Add(next) };
        return next.Kind switch
        {
            EscalationEventKind.Delivered => after with { IsDelivered = true },
            EscalationEventKind.Reminded => after with { Reminders = Reminders + 1 },
            EscalationEventKind.Accepted => after with { State = EscalationState.Accepted, Person = next.Actor, RequestedAt = next.At, Deadline = next.Deadline, Reminders = 0 },
            EscalationEventKind.Declined => after with { State = EscalationState.Declined, Person = null },
            EscalationEventKind.Failed => after with { State = EscalationState.Failed },
            EscalationEventKind.TimedOut => after with { State = EscalationState.TimedOut, Person = null },
            EscalationEventKind.Resolved => after with { State = EscalationState.Resolved, Resolution = next.Resolution, RequestedAt = next.At, Deadline = next.Deadline, Reminders = 0 },
            EscalationEventKind.HandedBack => after with { State = EscalationState.HandedBack, Person = null },
            EscalationEventKind.Abandoned => after with { State = EscalationState.Abandoned },
            _ => after.Moved(next),
        };
    }

    private EscalationCase Moved(EscalationEvent next) => this with
    {
        State = EscalationState.Requested,
        PastQueues = PastQueues.Add(Route.Queue),
        Route = next.Route!,
        Ticket = next.Ticket,
        Attempt = Attempt + 1,
        RequestedAt = next.At,
        Deadline = next.Deadline,
        Reminders = 0,
        IsDelivered = false,
    };
}
