using Escalation.Statistics;

namespace Escalation.Calibration.Grids;

/// <summary>The least count of acted items with which a method can reject anything: none of them has any loss then.</summary>
internal static class LeastCount
{
    /// <summary>The least n with <c>(1 - alpha)^n &lt;= level</c>, the p-value of the exact and of the Hoeffding-Bentkus test without losses; for betting, which multiplies its capital by at most <c>1 + alpha</c> a loss, the least n with <c>(1 + alpha)^n &gt;= 1 / level</c>.</summary>
    internal static long Of(CertificateMethod method, double alpha, double level) => method == CertificateMethod.Betting
        ? (long)Math.Ceiling(-Math.Log(level) / Elementary.LogOnePlus(alpha))
        : BinomialBudget.MinimumTrials(alpha, level);
}
