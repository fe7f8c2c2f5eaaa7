using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>The sentences that describe one certificate.</summary>
internal static class CertificateText
{
    internal static string Rule(ScoreDirection direction, double threshold)
    {
        string verb = direction == ScoreDirection.HigherActs ? "act" : "delegate";
        return $"{verb} when score {ScoreComparison.Symbol(direction)} {CanonicalNumber.Format(threshold)}";
    }

    internal static string Describe(Certificate certificate)
    {
        string where = certificate.Group is null ? "" : $"in group '{certificate.Group}', ";
        return $"{where}{certificate.Rule}: {Promise(certificate)}, except with probability {CanonicalNumber.Format(certificate.Delta)} over the calibration sample ({Evidence(certificate)})";
    }

    /// <summary>What is bounded, and by what, for example <c>a delegation rate of at most 0.3</c>.</summary>
    internal static string Promise(Certificate certificate)
    {
        string quantity = certificate.RiskOf is null ? "a delegation rate" : $"{(certificate.LossSum is null ? "an error rate" : "a mean loss")} {Subject(certificate)}";
        string also = certificate.Budget is { } budget ? $" and a delegation rate of at most {CanonicalNumber.Format(budget.Alpha)}" : "";
        string whole = certificate.Policy is null ? "" : " of the whole policy's decisions";
        string once = certificate.Clusters is null ? "" : ", each cluster counting once";
        return $"{quantity} of at most {CanonicalNumber.Format(certificate.Alpha)}{also}{whole}{once}";
    }

    /// <summary>What was counted, for example <c>136 of 500 calibration items delegated</c>.</summary>
    internal static string Evidence(Certificate certificate)
    {
        string from = certificate.Clusters is { } clusters ? $" from {Text(clusters)} clusters" : "";
        string sum = certificate.LossSum is { } losses ? $"losses of {CanonicalNumber.Format(losses)} in all" : $"{Text(certificate.K)} errors";
        return certificate.RiskOf switch
        {
            null => $"{Text(certificate.K)} of {Text(certificate.N)} calibration items delegated{from}",
            RiskSubject.Acted => $"{sum} among {Text(certificate.ActedCount)} acted of {Text(certificate.N)} calibration items{from}",
            _ => $"{sum} among {Text(certificate.N)} calibration items{from}, {Text(certificate.ActedCount)} acted",
        };
    }

    private static string Subject(Certificate certificate) => certificate.RiskOf == RiskSubject.Acted ? "among acted items" : "over all items";

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
