namespace Escalation.Decisions;

/// <summary>Who asked. Every part is optional and travels to a person only with the handoff.</summary>
/// <param name="Name">A display name.</param>
/// <param name="Contact">An address to answer to.</param>
/// <param name="Language">A BCP 47 tag, for example <c>de-CH</c>.</param>
/// <param name="Tier">A service tier, for example <c>gold</c>.</param>
public sealed record Requester(string? Name = null, string? Contact = null, string? Language = null, string? Tier = null);
