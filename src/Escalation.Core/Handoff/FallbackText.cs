using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>A text as it was added.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Language">The language.</param>
/// <param name="Channel">The channel, or null for all.</param>
/// <param name="Text">The text.</param>
/// <param name="IsBuiltIn">Whether the library brings it.</param>
internal sealed record FallbackText(DecisionOutcome Outcome, string Language, string? Channel, string Text, bool IsBuiltIn = false);
