namespace Escalation.Handoff;

/// <summary>A channel's word that it has the package.</summary>
/// <param name="EscalationId">The escalation.</param>
/// <param name="Queue">The queue it is in.</param>
/// <param name="AcceptedAt">When the channel took it, in UTC.</param>
/// <param name="Reference">The receiver's own reference, for example a ticket number, or null.</param>
public sealed record HandoffReceipt(string EscalationId, string Queue, DateTimeOffset AcceptedAt, string? Reference = null)
{
    /// <summary>The queue of the package, when it did not take it and <see cref="Queue"/> is its second route; else null.</summary>
    public string? InsteadOf { get; init; }
}
