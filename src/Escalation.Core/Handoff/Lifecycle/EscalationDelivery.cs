using Escalation.Decisions;
using Escalation.Handoff.Routing;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Brings an escalation to the channel of its queue, and on to its second routes.</summary>
internal sealed class EscalationDelivery(Func<HandoffRouter> router, IHandoffChannel channel, EscalationWriter writer, EscalationDeskOptions options)
{
    /// <summary>By when somebody must have taken over what comes to a queue now.</summary>
    internal DateTimeOffset? DeadlineOf(HandoffRoute route, DateTimeOffset now) =>
        route.Deadline ?? (options.AcceptWithin is { } within ? router().NextOpening(route.Queue, now) + within : null);

    /// <summary>Sends, and moves on, until a channel has it, no route is left or the caller gives up. Bounded by the number of routes.</summary>
    internal async ValueTask<EscalationCase> Deliver(EscalationCase current, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (current is { State: EscalationState.Requested, IsDelivered: false })
            {
                current = await Send(current, cancellationToken).ConfigureAwait(false);
            }
            else if (current.IsBetweenRoutes)
            {
                current = await MoveOn(current).ConfigureAwait(false);
            }
            else
            {
                return current;
            }
        }

        return current;
    }

    /// <summary>Gives it to its second route, or up. What is written here is no longer the caller's to cancel.</summary>
    internal ValueTask<EscalationCase> MoveOn(EscalationCase current) => writer.Settle(current, Next, CancellationToken.None);

    private EscalationEvent? Next(EscalationCase current)
    {
        if (!current.IsBetweenRoutes)
        {
            return null;
        }

        DateTimeOffset now = writer.Now;
        HandoffRequest request = HandoffRequest.Of(current.Package) with { Priority = Raised(current), Skills = current.Route.Skills };
        RouteChoice? choice = current.Attempt >= options.MaximumAttempts ? null : router().ChooseNext(request, current.Route, current.PastQueues, now);
        string because = EscalationStateNames.Of(current.State);
        return choice is null
            ? Event(EscalationEventKind.Abandoned, current.Ticket, now) with { Reason = because }
            : Event(EscalationEventKind.Rerouted, TicketId.Of(current.Id, current.Attempt + 1), now) with { Route = choice.Route, Reason = because, Deadline = DeadlineOf(choice.Route, now) };
    }

    internal static EscalationEvent Event(EscalationEventKind kind, string ticket, DateTimeOffset at) => new()
    {
        Sequence = 0,
        Kind = kind,
        At = at,
        Key = $"{kind}:{ticket}",
        Ticket = ticket,
    };

    /// <summary>Whoever waited in vain comes before others.</summary>
    private static Priority Raised(EscalationCase current) => current is { State: EscalationState.TimedOut, Route.Priority: < Priority.Urgent }
        ? current.Route.Priority + 1
        : current.Route.Priority;

    private async ValueTask<EscalationCase> Send(EscalationCase current, CancellationToken cancellationToken)
    {
        ContextPackage package = current.Package with { EscalationId = current.Ticket, Route = current.Route };
        HandoffFailure? failure;
        try
        {
            failure = await ChannelCall.TrySendAsync(channel, package, options.SendTimeout, options.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It is kept, so the next sweep sends it again.
            return current;
        }

        return await writer.Settle(
            current,
            _ => failure is { } what
                ? Event(EscalationEventKind.Failed, current.Ticket, writer.Now) with { Reason = ChannelCall.CodeOf(what) }
                : Event(EscalationEventKind.Delivered, current.Ticket, writer.Now),
            CancellationToken.None).ConfigureAwait(false);
    }
}
