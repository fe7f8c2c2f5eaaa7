using Escalation.Calibration.Counting;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <content>Certificates and the counts that they were made from.</content>
public static partial class CertificateVerifier
{
    /// <summary>Recomputes the certificate of a selective risk, or of a budget over a grid, from counts.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="counts">The counts of the calibration items, merged from however many parts.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> or <paramref name="counts"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a risk and the counts have no losses, they act on another side of a threshold than the certificate, or hold more items than can be tested.</exception>
    /// <remarks>The fingerprint of the data is compared where the counts carry one; that of counts, which a certificate made from them carries, always.</remarks>
    public static CertificateVerification Verify(Certificate certificate, ThresholdCounts counts, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(counts);
        RequireNoChoice(certificate);
        bool isRisk = certificate.Purpose == ThresholdPurpose.Risk;
        if ((isRisk && counts.Losses == CountedLosses.None) || !DelegationBudget.IsSide(counts, certificate.Direction))
        {
            throw new ArgumentException($"counts must {(isRisk ? "have losses and " : "")}act on the same side of a threshold as the certificate, whose direction is {certificate.Direction}, but have losses {counts.Losses} and direction {counts.Direction}.", nameof(counts));
        }

        counts.RequireTestable(nameof(counts));
        var comparer = new CertificateComparer();
        CompareFingerprint(certificate, counts, isRisk, comparer);
        bool sound = CertificateShape.Fault(certificate) is null && certificate is { Grid: not null, Budget: null, Clusters: null };
        if (sound && certificate.RiskOf == RiskSubject.Acted)
        {
            SelectiveRiskVerification.Compare(certificate, counts, comparer);
        }
        else if (sound && certificate is { RiskOf: null, LossSum: null, Procedure: CertificateProcedure.FixedSequence, Direction: not ScoreDirection.HigherActs })
        {
            SelectiveRiskVerification.CompareGrid(certificate.Grid!, counts.Grid.Summary, comparer);
            Compare(certificate, DelegationBudget.Calibrate(counts, BudgetOptions(certificate, certificate.DataSha256)), comparer);
        }
        else
        {
            comparer.NotRecomputed("threshold, n, k, nActed, hypothesesTested: a certificate of this kind takes more than counts over a grid.");
        }

        AssumptionVerification.Check(certificate, comparer);
        CertificateConsistency.Check(certificate, CertificateConsistency.Grid(certificate), comparer);
        CertificateConsistency.CheckExpiry(certificate, now, comparer);
        return comparer.ToVerification();
    }

    private static void CompareFingerprint(Certificate certificate, ThresholdCounts counts, bool isRisk, CertificateComparer comparer)
    {
        if (CountsFingerprint.IsStated(certificate))
        {
            comparer.Text("dataSha256", certificate.DataSha256, (isRisk ? counts : counts.WithoutLosses()).CountsSha256);
        }
        else if (counts.DataSha256 is { } sha256 && isRisk == (counts.Losses != CountedLosses.None))
        {
            comparer.Text("dataSha256", certificate.DataSha256, sha256);
        }
        else
        {
            comparer.NotRecomputed("dataSha256: the counts carry no fingerprint of the data.");
        }
    }
}
