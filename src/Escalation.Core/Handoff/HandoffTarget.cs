using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>A queue that somebody answers for.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Owner">Who answers for it; a queue without an owner lets users wait for ever.</param>
/// <param name="MinimumPriority">What goes there is at least this urgent.</param>
public sealed record HandoffTarget(string Name, string Owner, Priority MinimumPriority);
