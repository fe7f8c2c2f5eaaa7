namespace Escalation.Handoff.Lifecycle;

/// <summary>Works out what is due for an escalation at an instant. Pure functions of the escalation, the instant and the options.</summary>
public static class EscalationSweep
{
    /// <summary>What is due first.</summary>
    /// <param name="current">The escalation.</param>
    /// <param name="now">The instant.</param>
    /// <param name="options">Deadlines and reminders.</param>
    /// <param name="router">Knows the hours of the queues, see <see cref="NextReminder"/>; null for none.</param>
    public static SweepAction DueAt(EscalationCase current, DateTimeOffset now, EscalationDeskOptions options, HandoffRouter? router = null)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(options);
        if (!current.IsLive)
        {
            return SweepAction.None;
        }

        if (current.IsBetweenRoutes)
        {
            return SweepAction.MoveOn;
        }

        return current is { IsInQueue: true } && current.Deadline <= now ? SweepAction.TimeOut
            : current is { State: EscalationState.Requested, IsDelivered: false } && now - current.RequestedAt >= options.RedeliverAfter ? SweepAction.Redeliver
            : NextReminder(current, options, router) <= now ? SweepAction.Remind
            : SweepAction.None;
    }

    /// <summary>When those who should act are reminded next; null when no more, or there is no deadline.</summary>
    /// <remarks>While an escalation waits in a queue with hours, the way to its deadline is open time: a reminder at night reaches nobody.</remarks>
    /// <param name="current">The escalation.</param>
    /// <param name="options">When to remind.</param>
    /// <param name="router">Knows the hours of the queues; null for none.</param>
    public static DateTimeOffset? NextReminder(EscalationCase current, EscalationDeskOptions options, HandoffRouter? router = null)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(options);
        if (current is not { IsLive: true, IsBetweenRoutes: false, Deadline: { } deadline } || current.Reminders >= options.RemindAt.Count)
        {
            return null;
        }

        double part = options.RemindAt[current.Reminders];
        return router is not null && current.State == EscalationState.Requested
            ? router.PartOf(current.Route.Queue, current.RequestedAt, deadline, part)
            : current.RequestedAt + ((deadline - current.RequestedAt) * part);
    }
}
