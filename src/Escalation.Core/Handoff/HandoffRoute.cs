using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Where a package goes.</summary>
/// <param name="Key">The route key that the policy named.</param>
/// <param name="Queue">The queue it leads to.</param>
/// <param name="Owner">Who answers for that queue.</param>
/// <param name="Priority">How urgent it is: the more urgent of the decision's and the queue's priority.</param>
public sealed record HandoffRoute(string Key, string Queue, string Owner, Priority Priority);
