using Escalation.Calibration.Grouping;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Recomputes certificates: what a certificate determines by itself, and the rest from its data.</summary>
/// <remarks>Pure and safe to call from several threads. A verification says that the numbers and the words of the assumptions are those that the library gives, not that the assumptions hold, and cannot tell who wrote the document: its id is a hash without a key, which whoever edits a certificate can write anew. Certificates over clusters and weighted items are recomputed from their data by <see cref="ClusterVerifier"/> and <see cref="WeightedVerifier"/>, those of two thresholds by <see cref="RiskControl.TwoThresholdVerifier"/>.</remarks>
public static partial class CertificateVerifier
{
    /// <summary>Recomputes what the certificate determines by itself: p-value, bound, rates, id, and that direction, comparison, rule, procedure, level, start and grid fit together, the p-value is at most the level and the level at most delta.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    public static CertificateVerification Verify(Certificate certificate, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var comparer = new CertificateComparer();
        ThresholdGrid? even = CertificateConsistency.Grid(certificate);
        CertificateConsistency.Check(certificate, even, comparer);
        CertificateConsistency.CheckExpiry(certificate, now, comparer);
        AssumptionVerification.Check(certificate, comparer);
        if (certificate.Grid is not null && even is null)
        {
            comparer.NotRecomputed("grid.sha256: the grid is not an even one, so only the grid itself can confirm its hash.");
        }

        if (CertificateEvidence.PValue(certificate) is null)
        {
            comparer.NotRecomputed("pValue, upperBound: this method needs every single loss.");
        }

        comparer.NotRecomputed($"threshold, n, k, nActed, {(certificate.LossSum is null ? "" : "lossSum, ")}hypothesesTested, dataSha256: the calibration data are needed.");
        return comparer.ToVerification();
    }

    /// <summary>Recomputes the certificate of a delegation budget from its scores.</summary>
    /// <param name="certificate">The certificate of a budget.</param>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a risk, or a score is not finite.</exception>
    public static CertificateVerification Verify(Certificate certificate, ReadOnlySpan<double> scores, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Purpose != ThresholdPurpose.Budget)
        {
            throw new ArgumentException("The certificate is one of a risk: it needs the losses too.", nameof(certificate));
        }

        RequireNoChoice(certificate);

        string sha256 = CalibrationData.Sha256(scores);
        var comparer = new CertificateComparer();
        ThresholdGrid? even = CertificateConsistency.Grid(certificate);
        CountsFingerprint.Compare(certificate, sha256, scores, losses: [], even, comparer);
        if (certificate.Direction == ScoreDirection.HigherActs)
        {
            comparer.NotRecomputed("threshold, k, nActed: a budget has no such direction.");
        }
        else if (certificate is { Procedure: CertificateProcedure.OrderStatistic, Clusters: null })
        {
            Compare(certificate, DelegationBudget.Calibrate(scores, BudgetOptions(certificate, sha256)), comparer);
        }
        else if (even is not null && certificate is { Procedure: CertificateProcedure.FixedSequence, Clusters: null, LossSum: null, Policy: null } && CertificateShape.Fault(certificate) is null)
        {
            Compare(certificate, BudgetGrid.Calibrate(scores, BudgetOptions(certificate, sha256), even), comparer);
        }
        else
        {
            comparer.NotRecomputed($"threshold, n, k, nActed, hypothesesTested: {Needs(certificate)}");
        }

        AssumptionVerification.Check(certificate, comparer);
        CertificateConsistency.Check(certificate, even, comparer);
        CertificateConsistency.CheckExpiry(certificate, now, comparer);
        return comparer.ToVerification();
    }

    /// <summary>Recomputes the certificate of a selective risk from its data.</summary>
    /// <param name="certificate">The certificate of a risk.</param>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <param name="losses">One loss for each score, in [0, 1].</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes, and for one that the data give: over the range of the scores or of observed ones.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a budget, a score is not finite, a loss is outside [0, 1], or the lengths differ.</exception>
    public static CertificateVerification Verify(Certificate certificate, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ThresholdGrid? grid = null, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Purpose != ThresholdPurpose.Risk)
        {
            throw new ArgumentException("The certificate is one of a budget: it is verified with the scores alone.", nameof(certificate));
        }

        RequireNoChoice(certificate);

        string sha256 = CalibrationData.Sha256(scores, losses);
        var comparer = new CertificateComparer();
        ThresholdGrid? even = CertificateConsistency.Grid(certificate);
        grid ??= GridRecovery.Of(certificate, scores);
        CountsFingerprint.Compare(certificate, sha256, scores, losses, grid ?? even, comparer);
        if (CertificateShape.Fault(certificate) is null && certificate is { RiskOf: RiskSubject.Acted, Budget: null, Clusters: null })
        {
            SelectiveRiskVerification.Compare(certificate, scores, losses, grid, even, comparer);
        }
        else
        {
            comparer.NotRecomputed($"threshold, n, k, nActed, hypothesesTested: {Needs(certificate)}");
        }

        AssumptionVerification.Check(certificate, comparer);
        CertificateConsistency.Check(certificate, even, comparer);
        CertificateConsistency.CheckExpiry(certificate, now, comparer);
        return comparer.ToVerification();
    }

    private static DelegationBudgetOptions BudgetOptions(Certificate certificate, string sha256) => new(certificate.Alpha, certificate.Level) { Direction = certificate.Direction, DataSha256 = sha256 };

    private static string Needs(Certificate certificate) => certificate.Clusters is not null ? "the cluster of each item is needed."
        : GroupingAssumptions.MaximumIn(certificate.Assumptions) is not null ? "the weight of each item is needed."
        : certificate.RiskOf is null ? "they do not follow from scores alone."
        : "a certificate of this kind takes more than scores and losses.";

    private static void Compare(Certificate stated, CalibrationResult recomputed, CertificateComparer comparer)
    {
        comparer.Count("n", stated.N, recomputed.N);
        if (recomputed is not Certified { Certificate: var certificate })
        {
            comparer.Add("status", CalibrationStatus.Certified, recomputed.Status);
            return;
        }

        comparer.Same("threshold", stated.Threshold, certificate.Threshold);
        comparer.Count("k", stated.K, certificate.K);
        comparer.Count("nActed", stated.ActedCount, certificate.ActedCount);
        comparer.Count("hypothesesTested", stated.HypothesesTested, certificate.HypothesesTested);
    }
}
