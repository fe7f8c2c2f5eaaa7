namespace Escalation.Decisions;

/// <summary>The ids by which a turn is found again in other systems. Every part is optional; the conversation has its own id.</summary>
/// <remarks>They are ids, not content: they are neither read by the library's triggers nor part of what tells two turns apart.</remarks>
/// <param name="SessionId">The user's session.</param>
/// <param name="TraceId">The distributed trace, for example the W3C trace id of the caller's activity.</param>
/// <param name="TenantId">The customer or organisation on whose behalf the agent works.</param>
public sealed record Correlation(string? SessionId = null, string? TraceId = null, string? TenantId = null);
