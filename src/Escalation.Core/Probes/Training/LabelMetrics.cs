namespace Escalation.Probes.Training;

/// <summary>How well held-out scores tell labels.</summary>
/// <param name="Auroc">The probability that a positive row scores above a negative one, ties by one half, over the rows of all folds together. Each fold has an offset of its own, so many small folds make it too small.</param>
/// <param name="Accuracy">The share of rows on the right side of a log-odds of 0; the side of 1 has the equal.</param>
/// <param name="LogLoss">The mean log loss in nats of the scores as log-odds.</param>
/// <param name="CalibratedLogLoss">The mean log loss of calibrated scores, each fold's calibrated on the other folds', or given their share of labels where labels do not rise with scores.</param>
/// <param name="RecallAtOnePercent">The largest share of positive rows above a threshold that at most 1 % of the negative rows reach. The threshold is chosen on the same rows.</param>
public sealed record LabelMetrics(MetricEstimate Auroc, MetricEstimate Accuracy, MetricEstimate LogLoss, MetricEstimate CalibratedLogLoss, MetricEstimate RecallAtOnePercent);
