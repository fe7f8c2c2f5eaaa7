using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>A metric with its interval.</summary>
/// <param name="Value">The metric on the data, or why it is undefined.</param>
/// <param name="Interval">The percentile interval of a bootstrap (<see cref="ClusteredBootstrap"/>); null when none was asked for, or when no resample defines the metric. Its <c>Resamples</c> says how many did.</param>
public readonly record struct EvaluatedMetric(MetricValue Value, BootstrapInterval? Interval);
