namespace Escalation.Evaluation;

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="Lower">The lower edge of an even bin, the lowest confidence in one of equal mass; null in an empty one of equal mass.</param>
/// <param name="Upper">The upper edge, or the highest confidence; null likewise.</param>
/// <param name="Items">How many items it holds.</param>
/// <param name="Correct">How many of them are right.</param>
/// <param name="MeanConfidence">Their mean confidence, in [0, 1]; null in an empty bin.</param>
/// <param name="Accuracy">The share that is right, in [0, 1]; null in an empty bin.</param>
/// <param name="Gap"><c>MeanConfidence - Accuracy</c>, in [-1, 1]; above 0 means overconfident; null in an empty bin.</param>
public sealed record ReliabilityBin(double? Lower, double? Upper, long Items, long Correct, double? MeanConfidence, double? Accuracy, double? Gap);
