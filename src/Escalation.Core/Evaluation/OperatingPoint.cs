namespace Escalation.Evaluation;

/// <summary>A threshold on a risk-coverage curve with what it does to the items; the coverage is 0 where no threshold qualifies.</summary>
/// <param name="Threshold">Act iff confidence &gt;= this; null when no threshold qualifies.</param>
/// <param name="Coverage">The share of items acted on, in [0, 1].</param>
/// <param name="Acted">How many items that is.</param>
/// <param name="LossSum">The sum of their losses; with right and wrong answers the exact number of errors.</param>
/// <param name="Risk">Their mean loss, in [0, 1]; null when nothing is acted on.</param>
public sealed record OperatingPoint(double? Threshold, double Coverage, int Acted, double LossSum, double? Risk)
{
    /// <summary>Escalating everything.</summary>
    internal static OperatingPoint None { get; } = new(null, 0.0, 0, 0.0, null);

    internal static OperatingPoint At(RiskCoveragePoint point) => new(point.Threshold, point.Coverage, point.Acted, point.LossSum, point.SelectiveRisk);
}
