using Escalation.Calibration.Counting;
using Escalation.Calibration.Grids;

namespace Escalation.Calibration;

/// <summary>Recomputes the certificate of a selective risk from its data: the whole choice of the threshold where grid and error level are known, else the test at the threshold.</summary>
internal static class SelectiveRiskVerification
{
    internal static void Compare(Certificate certificate, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ThresholdGrid? grid, ThresholdGrid? even, CertificateComparer comparer, double? share = null)
    {
        CompareGrid(certificate.Grid!, grid?.Summary, comparer);
        if (certificate.Method == CertificateMethod.Exact && CalibrationData.FirstFraction(losses) >= 0)
        {
            comparer.Add("method", CertificateVocabulary.Word(CertificateMethod.Exact), "a method for losses between 0 and 1");
            return;
        }

        ThresholdGrid? known = grid ?? even ?? Observed(certificate, scores);
        share ??= Share(certificate);
        if (known is not null && share is { } level)
        {
            Compare(certificate, SelectiveRisk.Calibrate(scores, losses, Options(certificate, known, level)), comparer);
            return;
        }

        if (known is null)
        {
            comparer.NotRecomputed("threshold, hypothesesTested, grid.sha256, grid.count, grid.first, grid.last: the grid is not an even one, so the sequence can only be repeated with the grid itself.");
        }

        if (share is null)
        {
            comparer.NotRecomputed("threshold, level, hypothesesTested: how much of delta this group had is not stated.");
        }

        CompareAtThreshold(certificate, scores, losses, share, comparer);
    }

    /// <summary>The same from counts: the choice of the threshold where they and the certificate determine it.</summary>
    internal static void Compare(Certificate certificate, ThresholdCounts counts, CertificateComparer comparer)
    {
        CompareGrid(certificate.Grid!, counts.Grid.Summary, comparer);
        if (certificate.Method == CertificateMethod.Exact && !counts.AreZeroOrOne)
        {
            comparer.Add("method", CertificateVocabulary.Word(CertificateMethod.Exact), "a method for losses between 0 and 1");
        }
        else if (certificate.Method == CertificateMethod.Betting)
        {
            comparer.NotRecomputed("threshold, k, nActed, lossSum, pValue, upperBound, hypothesesTested: bets need each loss and its place.");
        }
        else if (Share(certificate) is { } level)
        {
            Compare(certificate, SelectiveRisk.Calibrate(counts, Options(certificate, counts.Grid, level)), comparer);
        }
        else
        {
            comparer.NotRecomputed("threshold, level, hypothesesTested: how much of delta this group had is not stated.");
        }
    }

    internal static SelectiveRiskOptions Options(Certificate certificate, ThresholdGrid grid, double share) => new(certificate.Alpha, certificate.Delta)
    {
        Level = share,
        Procedure = certificate.Procedure,
        Start = certificate.Start ?? default,
        Starts = certificate.Starts ?? SelectiveRiskOptions.DefaultStarts,
        Method = certificate.Method,
        Seed = certificate.Seed ?? 0,
        Grid = grid,
        Group = certificate.Group,
        DataSha256 = certificate.DataSha256,
    };

    /// <summary>The error level that the procedure spent: all of delta where nothing shares it; for a group, what follows from the level of its test; null where nothing does.</summary>
    private static double? Share(Certificate certificate) => certificate.Group is null ? certificate.Delta
        : certificate.Procedure == CertificateProcedure.FixedSequence ? certificate.Level
        : null;

    /// <summary>Candidates at observed scores follow from the data.</summary>
    internal static ThresholdGrid? Observed(Certificate certificate, ReadOnlySpan<double> scores)
    {
        if (certificate.Procedure != CertificateProcedure.FixedSequence || scores.IsEmpty)
        {
            return null;
        }

        ThresholdGrid observed = ThresholdGrid.Observed(scores);
        return observed.Summary == certificate.Grid ? observed : null;
    }

    private static void Compare(Certificate stated, CalibrationResult recomputed, CertificateComparer comparer)
    {
        comparer.Count("n", stated.N, recomputed.N);
        if (recomputed is not Certified { Certificate: var certificate })
        {
            comparer.Add("status", CalibrationStatus.Certified, recomputed.Status);
            return;
        }

        CompareNumbers(stated, certificate, comparer);
        comparer.Count("hypothesesTested", stated.HypothesesTested, certificate.HypothesesTested);
    }

    /// <summary>Everything that the data give at the threshold, and the threshold.</summary>
    internal static void CompareNumbers(Certificate stated, Certificate again, CertificateComparer comparer)
    {
        comparer.Same("threshold", stated.Threshold, again.Threshold);
        comparer.Count("k", stated.K, again.K);
        comparer.Count("nActed", stated.ActedCount, again.ActedCount);
        comparer.Number("lossSum", stated.LossSum, again.LossSum);
        comparer.Number("pValue", stated.PValue, again.PValue);
        comparer.Number("level", stated.Level, again.Level);
        comparer.Number("upperBound", stated.UpperBound, again.UpperBound);
    }

    private static void CompareAtThreshold(Certificate stated, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, double? share, CertificateComparer comparer)
    {
        var alone = ThresholdGrid.Of(stated.Threshold);
        GridCounts counts = GridCounts.Of(alone, scores, losses, withSums: stated.LossSum is not null);
        comparer.Count("n", stated.N, scores.Length);
        comparer.Count("k", stated.K, counts.Errors(0));
        comparer.Count("nActed", stated.ActedCount, counts.Acted(0));
        comparer.Number("lossSum", stated.LossSum, counts.LossSum(0));
        if (stated.Method != CertificateMethod.Betting)
        {
            return;
        }

        if (share is { } level)
        {
            SelectiveRiskOptions options = Options(stated, alone, level);
            var plan = GridPlan.Of(options, stated.Grid!.Count);
            GridEvidence bets = EvidenceFactory.Create(CertificateMethod.Betting, alone, scores, losses, plan.PlannedLevel, options);
            comparer.Number("pValue", stated.PValue, bets.PValue(0));
            comparer.Number("upperBound", stated.UpperBound, Math.Min(stated.Alpha, bets.UpperBound(0, plan.Level)));
        }
        else
        {
            comparer.NotRecomputed("pValue, upperBound: the bets are tuned for a level that is not known.");
        }
    }

    internal static void CompareGrid(GridSummary stated, GridSummary? given, CertificateComparer comparer)
    {
        if (given is null)
        {
            return;
        }

        comparer.Count("grid.count", stated.Count, given.Count);
        comparer.Same("grid.first", stated.First, given.First);
        comparer.Same("grid.last", stated.Last, given.Last);
        comparer.Text("grid.sha256", stated.Sha256, given.Sha256);
    }
}
