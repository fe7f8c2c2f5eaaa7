using Escalation.Calibration.RiskControl;

namespace Escalation.Calibration;

/// <content>Joint certificates.</content>
public static partial class CertificateVerifier
{
    /// <summary>Recomputes the certificate of a joint or a Pareto calibration from its data: the split by its seed, the tests and the choice.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="scores">The calibration scores in file order, those of the items that chose included; finite.</param>
    /// <param name="lossAct">The loss of acting on each item, 0 or 1.</param>
    /// <param name="lossEscalate">The loss of escalating each item, 0 or 1.</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes, and for one over the range of the choosing items.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is of another kind, a score is not finite, a loss is neither 0 nor 1, or the lengths differ.</exception>
    public static CertificateVerification Verify(
        Certificate certificate,
        ReadOnlySpan<double> scores,
        ReadOnlySpan<double> lossAct,
        ReadOnlySpan<double> lossEscalate,
        ThresholdGrid? grid = null,
        DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Choice is not { } choice)
        {
            throw new ArgumentException("The certificate is not one whose threshold was chosen by the losses of acting and of escalating.", nameof(certificate));
        }

        string sha256 = CalibrationData.Sha256(scores, lossAct, lossEscalate);
        var comparer = new CertificateComparer();
        comparer.Text("dataSha256", certificate.DataSha256, sha256);
        ThresholdGrid? even = CertificateConsistency.Grid(certificate);
        grid ??= GridRecovery.Of(certificate, scores);
        bool isJoint = certificate is { Budget: not null, RiskOf: not null, Choice.CostRatio: not null };
        bool isPareto = certificate is { Budget: null, RiskOf: null };
        bool repeatable = (isJoint || isPareto) && certificate is { Procedure: CertificateProcedure.FixedSequence, Method: CertificateMethod.Exact, Seed: not null, Grid: not null, Policy: null, Clusters: null };
        if (certificate.Grid is { } stated)
        {
            SelectiveRiskVerification.CompareGrid(stated, grid?.Summary, comparer);
        }

        if (!repeatable)
        {
            comparer.NotRecomputed("threshold, n, k, nActed, hypothesesTested, budget.k, choice: a certificate of this kind takes more than scores and losses.");
        }
        else if ((grid ?? even) is { } known)
        {
            CompareJoint(certificate, Repeat(certificate, choice, scores, lossAct, lossEscalate, known), comparer);
        }
        else if (RepeatOverChoosing(certificate, choice, scores, lossAct, lossEscalate) is { } again)
        {
            SelectiveRiskVerification.CompareGrid(certificate.Grid!, again.Certificate.Grid, comparer);
            CompareJoint(certificate, again, comparer);
        }
        else
        {
            comparer.NotRecomputed("threshold, k, nActed, hypothesesTested, budget.k, choice.expectedCost, grid.count, grid.first, grid.last, grid.sha256: the grid is not an even one, so the test can only be repeated with the grid itself.");
        }

        AssumptionVerification.Check(certificate, comparer);
        CertificateConsistency.Check(certificate, even, comparer);
        CertificateConsistency.CheckExpiry(certificate, now, comparer);
        return comparer.ToVerification();
    }

    /// <summary>The other verifications would only report another fingerprint.</summary>
    private static void RequireNoChoice(Certificate certificate)
    {
        if (certificate.Choice is not null)
        {
            throw new ArgumentException("The certificate's threshold was chosen by the losses of acting and of escalating: it is verified with both.", nameof(certificate));
        }
    }

    private static CalibrationResult Repeat(Certificate certificate, SplitChoice choice, ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossEscalate, ThresholdGrid? grid)
    {
        if (certificate is { Budget: { } budget, RiskOf: { } subject, Choice.CostRatio: { } costRatio })
        {
            var options = new JointCalibrationOptions(budget.Alpha, certificate.Alpha, costRatio, certificate.Delta)
            {
                RiskOf = subject,
                Levels = (budget.Level, certificate.Level),
                ChoosingShare = choice.Share,
                Seed = certificate.Seed!.Value,
                Grid = grid,
                Start = certificate.Start ?? SequenceStart.TwiceFloor,
                DataSha256 = certificate.DataSha256,
            };
            return JointCalibration.Calibrate(scores, lossAct, lossEscalate, options);
        }

        var pareto = new ParetoCalibrationOptions(certificate.Alpha, certificate.Delta)
        {
            CostRatio = choice.CostRatio,
            ChoosingShare = choice.Share,
            Seed = certificate.Seed!.Value,
            Grid = grid,
        };
        return ParetoCalibration.Calibrate(scores, lossAct, lossEscalate, pareto);
    }

    /// <summary>The calibration over the range of its choosing items, where the stated grid is recognisably that one: by its hash or by both ends. Null where it is another.</summary>
    private static Certified? RepeatOverChoosing(Certificate certificate, SplitChoice choice, ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossEscalate)
    {
        GridSummary stated = certificate.Grid!;
        return Repeat(certificate, choice, scores, lossAct, lossEscalate, grid: null) is Certified { Certificate.Grid: { } own } again
            && (string.Equals(own.Sha256, stated.Sha256, StringComparison.Ordinal) || (own.First == stated.First && own.Last == stated.Last))
            ? again
            : null;
    }

    private static void CompareJoint(Certificate stated, CalibrationResult recomputed, CertificateComparer comparer)
    {
        Compare(stated, recomputed, comparer);
        if (recomputed is Certified { Certificate: { Choice: { } choice } certificate })
        {
            comparer.Count("budget.k", stated.Budget?.K ?? 0, certificate.Budget?.K ?? 0);
            comparer.Count("choice.items", stated.Choice!.Items, choice.Items);
            comparer.Number("choice.expectedCost", stated.Choice.ExpectedCost, choice.ExpectedCost);
        }
    }
}
