namespace Escalation.Evaluation;

/// <summary>A reading of the risk-coverage curve with its interval.</summary>
/// <param name="Asked">The risk, or the coverage, that was asked for.</param>
/// <param name="Point">The operating point; null without any item.</param>
/// <param name="Metric">The coverage at that risk, or the risk at that coverage.</param>
public sealed record CoverageReading(double Asked, OperatingPoint? Point, EvaluatedMetric Metric);
