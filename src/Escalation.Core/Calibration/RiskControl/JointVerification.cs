using Escalation.Calibration.RiskControl;

namespace Escalation.Calibration;

/// <content>Joint certificates.</content>
public static partial class CertificateVerifier
{
    /// <summary>Recomputes the certificate of a joint calibration from its data: the split by its seed, both tests and the choice.</summary>
    /// <param name="certificate">The certificate of a joint budget and risk.</param>
    /// <param name="scores">The calibration scores in file order, those of the items that chose included; finite.</param>
    /// <param name="lossAct">The loss of acting on each item, 0 or 1.</param>
    /// <param name="lossEscalate">The loss of escalating each item, 0 or 1.</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is not a joint one, a score is not finite, a loss is neither 0 nor 1, or the lengths differ.</exception>
    public static CertificateVerification Verify(
        Certificate certificate,
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> lossAct,
        ReadOnlySpan<double> lossEscalate,
        ThresholdGrid? grid = null,
        DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate is not { Budget: { } budget, Choice: { } choice, RiskOf: { } subject })
        {
            throw new ArgumentException("The certificate is not one of a joint budget and risk.", nameof(certificate));
        }

        string sha256 = CalibrationData.Sha256(scores, lossAct, lossEscalate);
        var comparer = new CertificateComparer();
        comparer.Text("dataSha256", certificate.DataSha256, sha256);
        ThresholdGrid? even = CertificateConsistency.Grid(certificate);
        bool repeatable = certificate is { Procedure: CertificateProcedure.FixedSequence, Method: CertificateMethod.Exact, Seed: not null, Grid: not null, Policy: null, Clusters: null };
        if (certificate.Grid is { } stated)
        {
            CompareGrid(stated, grid, comparer);
        }

        if (!repeatable)
        {
            comparer.NotRecomputed("threshold, n, k, nActed, hypothesesTested, budget.k, choice: a certificate of this kind takes more than scores and losses.");
        }
        else if ((grid ?? even) is not { } known)
        {
            comparer.NotRecomputed("threshold, k, nActed, hypothesesTested, budget.k, choice.expectedCost, grid.sha256: the grid is not an even one, so the test can only be repeated with the grid itself.");
        }
        else
        {
            var options = new JointCalibrationOptions(budget.Alpha, certificate.Alpha, choice.CostRatio, certificate.Delta)
            {
                RiskOf = subject,
                Levels = (budget.Level, certificate.Level),
                ChoosingShare = choice.Share,
                Seed = certificate.Seed!.Value,
                Grid = known,
                Start = certificate.Start ?? SequenceStart.TwiceFloor,
                DataSha256 = sha256,
            };
            CompareJoint(certificate, JointCalibration.Calibrate(scores, lossAct, lossEscalate, options), comparer);
        }

        CertificateConsistency.Check(certificate, even, comparer);
        CertificateConsistency.CheckExpiry(certificate, now, comparer);
        return comparer.ToVerification();
    }

    private static void CompareJoint(Certificate stated, CalibrationResult recomputed, CertificateComparer comparer)
    {
        Compare(stated, recomputed, comparer);
        if (recomputed is Certified { Certificate: { Budget: { } budget, Choice: { } choice } })
        {
            comparer.Count("budget.k", stated.Budget!.K, budget.K);
            comparer.Count("choice.items", stated.Choice!.Items, choice.Items);
            comparer.Number("choice.expectedCost", stated.Choice.ExpectedCost, choice.ExpectedCost);
        }
    }
}
