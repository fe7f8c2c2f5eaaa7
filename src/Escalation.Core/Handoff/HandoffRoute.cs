using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Where a package goes.</summary>
/// <param name="Key">The route key that the policy named.</param>
/// <param name="Queue">The queue it leads to.</param>
/// <param name="Owner">Who answers for that queue.</param>
/// <param name="Priority">How urgent it is: the most urgent of what the decision, the rule and the queue say.</param>
public sealed record HandoffRoute(string Key, string Queue, string Owner, Priority Priority)
{
    /// <summary>By when somebody must have taken over, in UTC; null when the queue sets no limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The skills that are needed.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>The rule that chose the queue, or null when the route key did.</summary>
    public string? Rule { get; init; }
}
