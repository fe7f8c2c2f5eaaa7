using System.Globalization;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Checks what a certificate determines by itself.</summary>
internal static class CertificateConsistency
{
    /// <summary>A stated count beyond this is not believed enough to build the grid from it.</summary>
    private const int MostGridPoints = 4_000_000;

    /// <param name="certificate">The certificate.</param>
    /// <param name="even">What <see cref="Grid"/> gives for it.</param>
    /// <param name="comparer">Collects what differs.</param>
    internal static void Check(Certificate certificate, ThresholdGrid? even, CertificateComparer comparer)
    {
        CheckRule(certificate, comparer);
        CheckTest(certificate, comparer);
        if (certificate.Purpose == ThresholdPurpose.Risk)
        {
            CheckSequence(certificate, even, comparer);
        }

        comparer.Text("certificateId", certificate.CertificateId, CertificateWriter.ComputeId(certificate));
    }

    /// <summary>The even grid that a certificate describes; null when its grid is another one, or too large to be built on a document's word.</summary>
    internal static ThresholdGrid? Grid(Certificate certificate)
    {
        if (certificate.Grid is not { } stated || stated.Count > MostGridPoints || stated.Last < stated.First)
        {
            return null;
        }

        ThresholdGrid even = ThresholdGrid.Even(stated.First, stated.Last, stated.Count);
        return even.Summary == stated ? even : null;
    }

    private static void CheckRule(Certificate certificate, CertificateComparer comparer)
    {
        bool isRisk = certificate.Purpose == ThresholdPurpose.Risk;
        if (isRisk != (certificate.Direction == ScoreDirection.HigherActs))
        {
            string expected = isRisk ? CertificateVocabulary.Word(ScoreDirection.HigherActs) : "higherDelegates or lowerDelegates";
            comparer.Add("direction", CertificateVocabulary.Word(certificate.Direction), expected);
        }

        comparer.Text("comparison", certificate.Comparison, ScoreComparison.Symbol(certificate.Direction));
        comparer.Text("rule", certificate.Rule, CertificateText.Rule(certificate.Direction, certificate.Threshold));
    }

    private static void CheckTest(Certificate certificate, CertificateComparer comparer)
    {
        int k = certificate.K;
        int trials = certificate.Trials;
        double p = trials == 0 ? 1.0 : BinomialTail.Lower(k, trials, certificate.Alpha);
        comparer.Number("pValue", certificate.PValue, p);
        if (!(p <= certificate.Delta))
        {
            comparer.Add("status", CalibrationStatus.Certified, $"not certified: the p-value {CanonicalNumber.Format(p)} is above delta {CanonicalNumber.Format(certificate.Delta)}");
        }

        comparer.Number("upperBound", certificate.UpperBound, ClopperPearson.Upper(k, trials, certificate.Delta));
        if (certificate.Purpose == ThresholdPurpose.Budget)
        {
            comparer.Count("nActed", certificate.ActedCount, certificate.N - k);
            comparer.Count("hypothesesTested", certificate.HypothesesTested, 1);
        }
        else if (certificate.EmpiricalRisk is { } risk && trials > 0)
        {
            comparer.Number("empiricalRisk", risk, (double)k / trials);
        }

        comparer.Number("empiricalRate", certificate.EmpiricalRate, (double)(certificate.N - certificate.ActedCount) / certificate.N);
    }

    private static void CheckSequence(Certificate certificate, ThresholdGrid? even, CertificateComparer comparer)
    {
        GridSummary grid = certificate.Grid!;
        long required = FixedSequence.RequiredAtStart(certificate.Start!.Value, certificate.Alpha, certificate.Delta);
        if (certificate.ActedCount < required)
        {
            comparer.Add("nActed", certificate.ActedCount.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"at least {required} at this start"));
        }

        if (certificate.HypothesesTested > grid.Count)
        {
            comparer.Add("hypothesesTested", certificate.HypothesesTested.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"at most {grid.Count}"));
        }

        if (grid.Last < grid.First || (grid.Count == 1 && grid.Last != grid.First) || (grid.Count > 1 && grid.Last == grid.First))
        {
            comparer.Add("grid.last", CanonicalNumber.Format(grid.Last), $"a grid of {grid.Count.ToString(CultureInfo.InvariantCulture)} distinct ascending thresholds cannot end there when it begins at {CanonicalNumber.Format(grid.First)}");
        }

        bool onGrid = even is null
            ? certificate.Threshold >= grid.First && certificate.Threshold <= grid.Last
            : even.Thresholds.BinarySearch(certificate.Threshold) >= 0;
        if (!onGrid)
        {
            comparer.Add("threshold", CanonicalNumber.Format(certificate.Threshold), "a threshold of the grid");
        }
    }
}
