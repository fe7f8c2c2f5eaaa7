using Escalation.Calibration.Populations;
using Escalation.Evaluation;
using Escalation.Statistics;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>What one router made of one budget.</summary>
/// <param name="Count">The rows that the budget allows, <c>k = round(budget * n)</c>.</param>
/// <param name="Accuracy">The accuracy with so many delegated, chosen on these labels.</param>
/// <param name="GapRecovered">The share of the gap between the models that it recovers.</param>
/// <param name="Splits">What certified thresholds did.</param>
/// <param name="CertifiedAccuracy">The mean accuracy over all rows under them.</param>
internal sealed record RouterBudget(int Count, double Accuracy, MetricValue GapRecovered, BudgetSplitsRow Splits, double CertifiedAccuracy)
{
    /// <summary>The false-alarm probability of <see cref="Expected"/>.</summary>
    internal const double FalseAlarm = 0.001;

    /// <summary>The numbers of violations that the exact probability explains.</summary>
    internal CountInterval Expected => BinomialAcceptance.Of(Splits.Splits, Math.Min(1.0, Splits.Law.Violation), FalseAlarm);
}
