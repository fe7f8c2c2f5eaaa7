namespace Escalation.Evaluation;

/// <summary>One point of a risk-coverage curve: what acting on every confidence at or above a threshold would have done.</summary>
/// <param name="Threshold">Act iff confidence &gt;= this; an observed confidence.</param>
/// <param name="Acted">How many items that acts on, at least 1.</param>
/// <param name="LossSum">The sum of their losses; with right and wrong answers the exact number of errors.</param>
/// <param name="Coverage">The share of items acted on, in (0, 1].</param>
/// <param name="SelectiveRisk">The mean loss among acted items, in [0, 1].</param>
/// <param name="GeneralizedRisk">The losses of acted items over all items, in [0, 1]: the risk of an undetected error.</param>
public readonly record struct RiskCoveragePoint(double Threshold, int Acted, double LossSum, double Coverage, double SelectiveRisk, double GeneralizedRisk);
