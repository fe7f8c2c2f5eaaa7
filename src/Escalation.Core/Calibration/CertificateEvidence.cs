using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Recomputes p-value and upper bound from the counts of a certificate, where the counts determine them.</summary>
internal static class CertificateEvidence
{
    /// <summary>The p-value; null when only the data determine it.</summary>
    internal static double? PValue(Certificate certificate) => certificate.Method switch
    {
        CertificateMethod.Exact => BinomialTail.Lower(certificate.K, certificate.Trials, certificate.Alpha),
        CertificateMethod.HoeffdingBentkus => HoeffdingBentkus.PValue(certificate.TestedSum, certificate.Trials, certificate.Alpha),
        _ => null,
    };

    /// <summary>The upper bound at the certificate's level; null when only the data determine it.</summary>
    internal static double? UpperBound(Certificate certificate) => certificate.Method switch
    {
        CertificateMethod.Exact => ClopperPearson.Upper(certificate.K, certificate.Trials, certificate.Level),
        CertificateMethod.HoeffdingBentkus => HoeffdingBentkus.Upper(certificate.TestedSum, certificate.Trials, certificate.Level),
        _ => null,
    };

    internal static void Check(Certificate certificate, CertificateComparer comparer)
    {
        if (PValue(certificate) is { } p)
        {
            comparer.Number("pValue", certificate.PValue, p);
            RequireRejected("p-value", p, "level", certificate.Level, comparer);
            comparer.Number("upperBound", certificate.UpperBound, UpperBound(certificate)!.Value);
        }
        else
        {
            RequireRejected("p-value", certificate.PValue, "level", certificate.Level, comparer);
            if (!(certificate.UpperBound <= certificate.Alpha))
            {
                comparer.Add("upperBound", CanonicalNumber.Format(certificate.UpperBound), $"at most alpha {CanonicalNumber.Format(certificate.Alpha)}");
            }
        }

        if (certificate.Budget is { } budget)
        {
            CheckBudget(certificate, budget, comparer);
        }
    }

    private static void CheckBudget(Certificate certificate, BudgetClaim budget, CertificateComparer comparer)
    {
        comparer.Count("budget.k", budget.K, certificate.N - certificate.ActedCount);
        double p = BinomialTail.Lower(budget.K, certificate.N, budget.Alpha);
        comparer.Number("budget.pValue", budget.PValue, p);
        RequireRejected("p-value of the budget", p, "its level", budget.Level, comparer);
        comparer.Number("budget.upperBound", budget.UpperBound, ClopperPearson.Upper(budget.K, certificate.N, budget.Level));
    }

    private static void RequireRejected(string what, double p, string bound, double level, CertificateComparer comparer)
    {
        if (!(p <= level))
        {
            comparer.Add("status", CalibrationStatus.Certified, $"not certified: the {what} {CanonicalNumber.Format(p)} is above {bound} {CanonicalNumber.Format(level)}");
        }
    }
}
