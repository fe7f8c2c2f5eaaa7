namespace Escalation.Handoff.Lifecycle;

/// <summary>Works out what is due for an escalation at an instant. Pure functions of the escalation, the instant and the options.</summary>
public static class EscalationSweep
{
    /// <summary>What is due first.</summary>
    /// <param name="current">The escalation.</param>
    /// <param name="now">The instant.</param>
    /// <param name="options">Deadlines and reminders.</param>
    public static SweepAction DueAt(EscalationCase current, DateTimeOffset now, EscalationDeskOptions options)
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
            : NextReminder(current, options) <= now ? SweepAction.Remind
            : SweepAction.None;
    }

    /// <summary>When those who should act are reminded next; null when no more, or there is no deadline.</summary>
    /// <param name="current">The escalation.</param>
    /// <param name="options">When to remind.</param>
    public static DateTimeOffset? NextReminder(EscalationCase current, EscalationDeskOptions options)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(options);
        return current is { IsLive: true, IsBetweenRoutes: false, Deadline: { } deadline } && current.Reminders < options.RemindAt.Count
            ? current.RequestedAt + ((deadline - current.RequestedAt) * options.RemindAt[current.Reminders])
            : null;
    }
}
