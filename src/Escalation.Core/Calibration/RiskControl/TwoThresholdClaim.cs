using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>One of the promises of a certificate of two thresholds, with the count that supports it.</summary>
/// <param name="Risk">What is bounded.</param>
/// <param name="Bound">The bound, strictly between 0 and 1.</param>
/// <param name="K">How many testing items it occurred at.</param>
/// <param name="Trials">How many testing items it could have occurred at.</param>
/// <param name="PValue">The exact binomial p-value <c>P(Bin(Trials, Bound) &lt;= K)</c>, rounded upwards.</param>
/// <param name="UpperBound">The one-sided Clopper-Pearson bound at the certificate's level; at most <paramref name="Bound"/>. A description: the promise is the bound.</param>
public sealed record TwoThresholdClaim(TwoThresholdRisk Risk, double Bound, long K, long Trials, double PValue, double UpperBound)
{
    /// <summary>The claim that a count supports.</summary>
    internal static TwoThresholdClaim Of(TwoThresholdRisk risk, double bound, long k, long trials, double level) =>
        new(risk, bound, k, trials, BinomialTail.Lower(k, trials, bound), ClopperPearson.Upper(k, trials, level));
}
