namespace Escalation.Decisions;

/// <summary>Names the route key and priority of escalations with a given reason. The handoff resolves the key to a queue.</summary>
/// <param name="Key">The route key.</param>
/// <param name="When">The reason it applies to, or null for every other reason.</param>
/// <param name="Priority">The priority.</param>
public sealed record RouteRule(string Key, Reason? When, Priority Priority);
