namespace Escalation.Handoff;

/// <summary>The answer the model would have given.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Confidence">The estimated probability that it is right; null when nobody estimated it. It may be NaN when the estimate was.</param>
public sealed record BestGuess(PackageText Answer, double? Confidence);
