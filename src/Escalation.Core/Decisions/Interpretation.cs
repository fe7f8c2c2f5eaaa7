namespace Escalation.Decisions;

/// <summary>One way to read a request.</summary>
/// <param name="Text">The reading, in words.</param>
/// <param name="Score">Its score, larger is more likely, or null when the readings are not scored.</param>
public sealed record Interpretation(string Text, double? Score = null);
