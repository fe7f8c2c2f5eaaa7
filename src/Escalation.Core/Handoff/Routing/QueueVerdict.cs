namespace Escalation.Handoff.Routing;

/// <summary>What a router found about one queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Availability">Whether it can take the escalation.</param>
/// <param name="IsChosen">Whether the escalation goes there; a queue that is not available is chosen only when none is.</param>
public sealed record QueueVerdict(string Queue, QueueAvailability Availability, bool IsChosen);
