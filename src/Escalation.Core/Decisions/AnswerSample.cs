namespace Escalation.Decisions;

/// <summary>One of several answers that the model gave to the same request.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Cluster">The number of its meaning, equal for answers that mean the same; null when nobody has clustered them.</param>
/// <param name="LogProb">Its log-probability, usually the mean over its tokens; null when unknown.</param>
public sealed record AnswerSample(string Text, int? Cluster = null, double? LogProb = null);
