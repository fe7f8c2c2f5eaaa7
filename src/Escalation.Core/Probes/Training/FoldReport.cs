namespace Escalation.Probes.Training;

/// <summary>One fold: a probe trained on the other folds, judged on this one.</summary>
/// <param name="Fold">The fold, from 0.</param>
/// <param name="TrainingRows">Rows of the other folds.</param>
/// <param name="HeldOutRows">Rows of this fold.</param>
/// <param name="Penalty">The penalty, chosen without any row of this fold.</param>
/// <param name="OptimalityGap">The proven bound on how far the fit is from its optimum.</param>
/// <param name="Converged">Whether the gap is within the tolerance.</param>
/// <param name="Auroc">For labels the AUROC on this fold; NaN when the fold has one class, and for values.</param>
/// <param name="MeanLoss">The mean loss on this fold: log loss in nats, or the squared error.</param>
public sealed record FoldReport(int Fold, int TrainingRows, int HeldOutRows, double Penalty, double OptimalityGap, bool Converged, double Auroc, double MeanLoss);
