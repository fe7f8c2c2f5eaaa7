using Escalation.Statistics;

namespace Escalation.Probes.Training;

/// <summary>A metric of held-out scores with its interval.</summary>
/// <param name="Value">The metric; NaN where the rows do not define it.</param>
/// <param name="Interval">The percentile interval of a bootstrap over groups; see <see cref="ClusteredBootstrap"/>. It holds the folds' probes fixed, so the chance of their training is not in it.</param>
public readonly record struct MetricEstimate(double Value, BootstrapInterval Interval);
