namespace Escalation.Probes.Training;

/// <summary>How well held-out scores predict values.</summary>
/// <param name="MeanSquaredError">The mean squared error.</param>
/// <param name="ExplainedShare">R squared: 1 less the squared error over that of the values' own mean; negative when the mean predicts better, NaN when the values are constant.</param>
/// <param name="Correlation">Pearson's correlation of scores and values; NaN when either is constant.</param>
public sealed record ValueMetrics(MetricEstimate MeanSquaredError, MetricEstimate ExplainedShare, MetricEstimate Correlation);
