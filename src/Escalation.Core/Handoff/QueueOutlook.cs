namespace Escalation.Handoff;

/// <summary>What a user can be told of a queue. Parts that nobody knows are null, and no message mentions them.</summary>
/// <param name="ExpectedWait">How long it takes until somebody answers; positive.</param>
/// <param name="OpensAt">When the queue opens again, in the time zone in which the user is told; null while it is open.</param>
/// <param name="Deadline">By when somebody answers, in the time zone in which the user is told; the route's own deadline when null.</param>
/// <param name="DisplayName">The queue's name for users, or null to leave it unsaid.</param>
public sealed record QueueOutlook(TimeSpan? ExpectedWait = null, DateTimeOffset? OpensAt = null, DateTimeOffset? Deadline = null, string? DisplayName = null);
