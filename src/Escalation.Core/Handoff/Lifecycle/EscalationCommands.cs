namespace Escalation.Handoff.Lifecycle;

/// <summary>Which command fits which state of an escalation. Pure functions: a command gives the event that is to be kept, and null when it was kept already.</summary>
internal static class EscalationCommands
{
    private static readonly EscalationState[] Waiting = [EscalationState.Requested];
    private static readonly EscalationState[] Held = [EscalationState.Accepted];
    private static readonly EscalationState[] Open = [EscalationState.Requested, EscalationState.Accepted];
    private static readonly EscalationState[] Attended = [EscalationState.Requested, EscalationState.Accepted, EscalationState.Resolved];
    private static readonly EscalationState[] Refused = [EscalationState.Declined, EscalationState.Failed, EscalationState.TimedOut];
    private static readonly EscalationState[] Solved = [EscalationState.Resolved];

    internal static EscalationEvent Request(ContextPackage package, DateTimeOffset at, DateTimeOffset? deadline) => new()
    {
        Sequence = 1,
        Kind = EscalationEventKind.Requested,
        At = at.ToUniversalTime(),
        Key = "request",
        Ticket = TicketId.Of(package.EscalationId, 1),
        Package = package,
        Conversation = OwnConversation.IdOf(package),
        Deadline = deadline,
    };

    /// <summary>The event of a command, checked.</summary>
    /// <param name="current">The escalation.</param>
    /// <param name="next">The event; its sequence does not matter.</param>
    /// <returns>The event with its place; null when this very command was kept before.</returns>
    /// <exception cref="UnknownEscalationException">Thrown when the ticket was never given out.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when the key was used for something else.</exception>
    /// <exception cref="EscalationTransitionException">Thrown when the command does not fit.</exception>
    internal static EscalationEvent? Decide(EscalationCase current, EscalationEvent next)
    {
        if (!IsSurfaced(current, next))
        {
            throw UnknownEscalationException.For(next.Ticket);
        }

        foreach (EscalationEvent known in current.Events)
        {
            if (string.Equals(known.Key, next.Key, StringComparison.Ordinal))
            {
                // What the system does by itself may be worked out twice, by two machines, and not to the tick the same. The message names no key: people stand in some.
                return next.Actor is null || known.SaysTheSameAs(next) ? null : throw IdempotencyConflictException.For(next.Ticket);
            }
        }

        return Objection(current, next) is { } why
            ? throw EscalationTransitionException.For(current.Id, current.State, next.Kind, why)
            : next with { Sequence = current.Events.Length + 1, At = next.At.ToUniversalTime() };
    }

    /// <summary>What speaks against an event; null when it fits.</summary>
    internal static string? Objection(EscalationCase current, EscalationEvent next)
    {
        if (next.Kind != EscalationEventKind.Rerouted && !string.Equals(next.Ticket, current.Ticket, StringComparison.Ordinal))
        {
            return $"it has moved on, and its ticket is '{current.Ticket}' now";
        }

        if (Array.IndexOf(StatesFor(next.Kind), current.State) < 0)
        {
            return "the state does not allow it";
        }

        return next.Kind switch
        {
            EscalationEventKind.Rerouted => Moves(current, next),
            EscalationEventKind.Accepted when string.IsNullOrWhiteSpace(next.Actor) => "nobody is named who has it",
            EscalationEventKind.Resolved when next.Resolution is null => "it has no resolution",
            EscalationEventKind.HandedBack when string.IsNullOrWhiteSpace(next.Summary) => "the agent is not told what was done",
            EscalationEventKind.HandedBack when next.IsTakenBack => null,
            EscalationEventKind.Resolved or EscalationEventKind.HandedBack or EscalationEventKind.Declined => Belongs(current, next),
            _ => null,
        };
    }

    private static EscalationState[] StatesFor(EscalationEventKind command) => command switch
    {
        EscalationEventKind.Accepted or EscalationEventKind.Failed => Waiting,
        EscalationEventKind.Reminded => Attended,
        EscalationEventKind.Delivered or EscalationEventKind.Declined or EscalationEventKind.TimedOut => Open,
        EscalationEventKind.Resolved => Held,
        EscalationEventKind.HandedBack => Solved,
        EscalationEventKind.Rerouted or EscalationEventKind.Abandoned => Refused,
        _ => [],
    };

    /// <summary>Whoever has it is the only one who can let go of it.</summary>
    private static string? Belongs(EscalationCase current, EscalationEvent next) =>
        current.Person is { } owner && !string.Equals(owner, next.Actor, StringComparison.Ordinal) ? "another person has it" : null;

    private static string? Moves(EscalationCase current, EscalationEvent next) =>
        next.Route is null || !string.Equals(next.Ticket, TicketId.Of(current.Id, current.Attempt + 1), StringComparison.Ordinal) ? "a second route needs a route and the next ticket"
        : string.Equals(next.Route.Queue, current.Route.Queue, StringComparison.Ordinal) || current.PastQueues.Contains(next.Route.Queue, StringComparer.Ordinal) ? $"queue '{next.Route.Queue}' had it already"
        : null;

    private static bool IsSurfaced(EscalationCase current, EscalationEvent next)
    {
        (string id, int attempt) = TicketId.Parse(next.Ticket);
        int most = next.Kind == EscalationEventKind.Rerouted ? current.Attempt + 1 : current.Attempt;
        return string.Equals(id, current.Id, StringComparison.Ordinal) && attempt >= 1 && attempt <= most;
    }
}
