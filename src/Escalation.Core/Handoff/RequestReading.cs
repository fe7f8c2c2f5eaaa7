namespace Escalation.Handoff;

/// <summary>One way to read a request.</summary>
/// <param name="Text">The reading, in words.</param>
/// <param name="Score">Its score, larger is more likely; null when the readings are not scored.</param>
public sealed record RequestReading(PackageText Text, double? Score = null);
