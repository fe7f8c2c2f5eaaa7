namespace Escalation.Monitoring;

/// <summary>A threshold that a continual calibration has certified, with the evidence at that moment.</summary>
/// <param name="Threshold">The threshold t: act when score &gt;= t.</param>
/// <param name="Step">The label that certified it, 1-based, among all labels.</param>
/// <param name="Acted">How many labelled items it had acted on by then.</param>
/// <param name="LossSum">The sum of their losses; with audits the sum of the weighted ones.</param>
/// <param name="LogEvidence">The natural logarithm of the evidence against "the risk is at least alpha"; at least <c>ln(m/delta)</c>.</param>
public sealed record ContinualThreshold(double Threshold, long Step, long Acted, double LossSum, double LogEvidence);
