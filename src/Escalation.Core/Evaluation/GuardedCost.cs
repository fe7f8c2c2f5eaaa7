namespace Escalation.Evaluation;

/// <summary>Realised costs at one R, each a mean over the rows in units of a wrong act; lower is better.</summary>
/// <param name="Ratio">R = c_w / c_l.</param>
/// <param name="ActAlways">Acting always: the error rate.</param>
/// <param name="EscalateAlways">Escalating always: <c>1/R</c>.</param>
/// <param name="Calibrated">The cost rule on the cross-fitted confidence.</param>
/// <param name="Guarded">The same where the other folds support it, and the constant that was cheaper on them elsewhere.</param>
/// <param name="SupportedFolds">In how many folds the confidence was used.</param>
public sealed record GuardedCost(double Ratio, double ActAlways, double EscalateAlways, double Calibrated, double Guarded, int SupportedFolds);
