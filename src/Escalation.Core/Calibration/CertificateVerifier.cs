using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Recomputes certificates: what a certificate determines by itself, and the rest from its data.</summary>
/// <remarks>Pure and safe to call from several threads. A verification says that the numbers are right, not that the assumptions hold, and cannot tell who wrote the document.</remarks>
public static class CertificateVerifier
{
    /// <summary>Recomputes what the certificate determines by itself: p-value, bound, rates, id, and that direction, comparison, rule, procedure, start and grid fit together and the p-value is at most delta.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    public static CertificateVerification Verify(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var comparer = new CertificateComparer();
        ThresholdGrid? even = CertificateConsistency.Grid(certificate);
        CertificateConsistency.Check(certificate, even, comparer);
        if (certificate.Grid is not null && even is null)
        {
            comparer.NotRecomputed("grid.sha256: the grid is not an even one, so only the grid itself can confirm its hash.");
        }

        comparer.NotRecomputed("threshold, n, k, nActed, hypothesesTested, dataSha256: the calibration data are needed.");
        return comparer.ToVerification();
    }

    /// <summary>Recomputes the certificate of a delegation budget from its scores.</summary>
    /// <param name="certificate">The certificate of a budget.</param>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a risk, or a score is not finite.</exception>
    public static CertificateVerification Verify(Certificate certificate, ReadOnlySpan<double> scores)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Purpose != ThresholdPurpose.Budget)
        {
            throw new ArgumentException("The certificate is one of a risk: it needs the losses too.", nameof(certificate));
        }

        string sha256 = CalibrationData.Sha256(scores);
        var comparer = new CertificateComparer();
        comparer.Text("dataSha256", certificate.DataSha256, sha256);
        if (certificate.Direction == ScoreDirection.HigherActs)
        {
            comparer.NotRecomputed("threshold, k, nActed: a budget has no such direction.");
        }
        else
        {
            var options = new DelegationBudgetOptions(certificate.Alpha, certificate.Delta) { Direction = certificate.Direction, DataSha256 = sha256 };
            Compare(certificate, DelegationBudget.Calibrate(scores, options), comparer);
        }

        CertificateConsistency.Check(certificate, even: null, comparer);
        return comparer.ToVerification();
    }

    /// <summary>Recomputes the certificate of a selective risk from its data.</summary>
    /// <param name="certificate">The certificate of a risk.</param>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <param name="losses">One loss for each score, 0 or 1.</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a budget, a score is not finite, a loss is neither 0 nor 1, or the lengths differ.</exception>
    public static CertificateVerification Verify(Certificate certificate, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ThresholdGrid? grid = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Purpose != ThresholdPurpose.Risk)
        {
            throw new ArgumentException("The certificate is one of a budget: it is verified with the scores alone.", nameof(certificate));
        }

        string sha256 = CalibrationData.Sha256(scores, losses);
        var comparer = new CertificateComparer();
        comparer.Text("dataSha256", certificate.DataSha256, sha256);
        CompareGrid(certificate.Grid!, grid, comparer);
        ThresholdGrid? even = CertificateConsistency.Grid(certificate);
        ThresholdGrid? known = grid ?? even;
        if (known is null)
        {
            comparer.NotRecomputed("threshold, hypothesesTested, grid.sha256: the grid is not an even one, so the sequence can only be repeated with the grid itself.");
            CompareCounts(certificate, scores.Length, GridCounts.Of(ThresholdGrid.Of(certificate.Threshold), scores, losses), comparer);
        }
        else
        {
            var options = new SelectiveRiskOptions(certificate.Alpha, certificate.Delta) { Start = certificate.Start!.Value, Grid = known, DataSha256 = sha256 };
            Compare(certificate, SelectiveRisk.Calibrate(scores, losses, options), comparer);
        }

        CertificateConsistency.Check(certificate, even, comparer);
        return comparer.ToVerification();
    }

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

    private static void CompareCounts(Certificate stated, int n, GridCounts counts, CertificateComparer comparer)
    {
        comparer.Count("n", stated.N, n);
        comparer.Count("k", stated.K, counts.Errors(0));
        comparer.Count("nActed", stated.ActedCount, counts.Acted(0));
    }

    private static void CompareGrid(GridSummary stated, ThresholdGrid? grid, CertificateComparer comparer)
    {
        if (grid is null)
        {
            return;
        }

        GridSummary given = grid.Summary;
        if (given.Count != stated.Count)
        {
            comparer.Add("grid.count", stated.Count.ToString(CultureInfo.InvariantCulture), given.Count.ToString(CultureInfo.InvariantCulture));
        }

        comparer.Same("grid.first", stated.First, given.First);
        comparer.Same("grid.last", stated.Last, given.Last);
        comparer.Text("grid.sha256", stated.Sha256, given.Sha256);
    }
}
