using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>The second promise of a certificate that bounds a risk and a delegation rate at once: <c>P(delegation rate &gt; Alpha) &lt;= Level</c>.</summary>
/// <param name="Alpha">The bound on the delegation rate, strictly between 0 and 1.</param>
/// <param name="Level">The share of the error level that this promise spends; with the risk's level at most the certificate's delta.</param>
/// <param name="K">How many calibration items the rule delegates.</param>
/// <param name="PValue">The exact binomial p-value <c>P(Bin(N, Alpha) &lt;= K)</c>, rounded upwards; at most <paramref name="Level"/>.</param>
/// <param name="UpperBound">The one-sided Clopper-Pearson bound on the delegation rate at <paramref name="Level"/>; at most <paramref name="Alpha"/>.</param>
public sealed record BudgetClaim(double Alpha, double Level, long K, double PValue, double UpperBound)
{
    /// <summary>The claim that a count supports, with p-value and bound computed from it.</summary>
    /// <param name="alpha">The bound on the delegation rate, strictly between 0 and 1.</param>
    /// <param name="level">The share of the error level, strictly between 0 and 1.</param>
    /// <param name="k">How many items the rule delegates.</param>
    /// <param name="n">How many items there are.</param>
    internal static BudgetClaim Of(double alpha, double level, long k, long n) =>
        new(Guard.OpenProbability(alpha), Guard.OpenProbability(level), k, BinomialTail.Lower(k, n, alpha), ClopperPearson.Upper(k, n, level));
}
