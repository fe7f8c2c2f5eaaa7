namespace Escalation.Evaluation;

/// <summary>The realised cost of a confidence at one R, as it was stated and calibrated, beside what needs no confidence. Costs are a mean over the items in units of a wrong act; lower is better. See <see cref="CostCurve"/>.</summary>
/// <param name="Ratio">R = c_w / c_l.</param>
/// <param name="ActAlways">Acting always: the error rate.</param>
/// <param name="EscalateAlways">Escalating always: <c>1/R</c>.</param>
/// <param name="Raw">The cost rule on the confidence as stated; undefined when it is no probability.</param>
/// <param name="Calibrated">The cost rule on the cross-fitted confidence (<see cref="CrossFittedConfidence"/>); its interval holds the maps fixed.</param>
/// <param name="Guarded">That rule where the other folds show that it pays, and the constant that was cheaper on them elsewhere (<see cref="GuardedCosts"/>); its interval holds maps and choices fixed.</param>
/// <param name="Oracle">Escalating exactly the wrong answers.</param>
public sealed record CostComparison(double Ratio, EvaluatedMetric ActAlways, EvaluatedMetric EscalateAlways, EvaluatedMetric Raw, EvaluatedMetric Calibrated, EvaluatedMetric Guarded, EvaluatedMetric Oracle);
