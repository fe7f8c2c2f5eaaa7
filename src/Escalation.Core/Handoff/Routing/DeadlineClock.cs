namespace Escalation.Handoff.Routing;

/// <summary>How the time to a deadline counts.</summary>
public enum DeadlineClock
{
    /// <summary>Around the clock, whether or not the queue is open. The default: it is never later than the other.</summary>
    WallClock = 0,

    /// <summary>Only while the queue is open; around the clock in a queue without hours.</summary>
    OpenHours,
}
