using System.Globalization;
using Escalation.Calibration.Grids;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Checks what a certificate determines by itself.</summary>
internal static class CertificateConsistency
{
    /// <summary>A stated count beyond this is not believed enough to build the grid from it.</summary>
    internal const int MostGridPoints = 4_000_000;

    /// <param name="certificate">The certificate.</param>
    /// <param name="even">What <see cref="Grid(Certificate)"/> gives for it.</param>
    /// <param name="comparer">Collects what differs.</param>
    internal static void Check(Certificate certificate, ThresholdGrid? even, CertificateComparer comparer)
    {
        if (CertificateShape.Fault(certificate) is var (field, problem))
        {
            comparer.Add(field, "a value that does not fit the others", problem);
        }
        else
        {
            CheckRule(certificate, comparer);
            CertificateLevels.Check(certificate, comparer);
            CertificateEvidence.Check(certificate, comparer);
            CheckRates(certificate, comparer);
            CheckSeed(certificate, comparer);
            if (certificate.Grid is { } grid)
            {
                CheckGrid(certificate, grid, even, comparer);
            }
        }

        comparer.Text("certificateId", certificate.CertificateId, CertificateWriter.ComputeId(certificate));
    }

    /// <summary>Reports a certificate that is out of date; without a clock, that nobody looked.</summary>
    internal static void CheckExpiry(Certificate certificate, DateTimeOffset? now, CertificateComparer comparer)
    {
        if (certificate.Expires is not { } expires)
        {
            return;
        }

        if (now is not { } time)
        {
            comparer.NotRecomputed("expires: no time was given to compare it with.");
        }
        else if (certificate.IsExpired(time))
        {
            comparer.Add("expires", UtcText.Format(expires), $"expired: it is {UtcText.Format(time)}");
        }
    }

    /// <summary>The even grid that a certificate describes; null when its grid is another one, or too large to be built on a document's word.</summary>
    internal static ThresholdGrid? Grid(Certificate certificate) => Grid(certificate.Grid);

    /// <inheritdoc cref="Grid(Certificate)"/>
    internal static ThresholdGrid? Grid(GridSummary? summary)
    {
        if (summary is not { } stated || stated.Count > MostGridPoints || stated.Last < stated.First)
        {
            return null;
        }

        ThresholdGrid even = ThresholdGrid.Even(stated.First, stated.Last, stated.Count);
        return even.Summary == stated ? even : null;
    }

    private static void CheckRule(Certificate certificate, CertificateComparer comparer)
    {
        if (certificate.RiskOf is null && certificate.Direction == ScoreDirection.HigherActs)
        {
            comparer.Add("direction", CertificateVocabulary.Word(certificate.Direction), "higherDelegates or lowerDelegates");
        }
        else if (certificate is { RiskOf: RiskSubject.Acted, Budget: null } && certificate.Direction != ScoreDirection.HigherActs)
        {
            comparer.Add("direction", CertificateVocabulary.Word(certificate.Direction), CertificateVocabulary.Word(ScoreDirection.HigherActs));
        }

        comparer.Text("comparison", certificate.Comparison, ScoreComparison.Symbol(certificate.Direction));
        comparer.Text("rule", certificate.Rule, CertificateText.Rule(certificate.Direction, certificate.Threshold));
    }

    private static void CheckRates(Certificate certificate, CertificateComparer comparer)
    {
        bool meansOfClusters = IsOfMeans(certificate);
        if (certificate.RiskOf is null && !meansOfClusters)
        {
            comparer.Count("nActed", certificate.ActedCount, certificate.N - certificate.K);
        }

        if (certificate.EmpiricalRisk is { } risk && certificate.Trials > 0 && !meansOfClusters)
        {
            comparer.Number("empiricalRisk", risk, certificate.TestedSum / certificate.Trials);
        }

        comparer.Number("empiricalRate", certificate.EmpiricalRate, (double)(certificate.N - certificate.ActedCount) / certificate.N);
        if (certificate.Procedure == CertificateProcedure.OrderStatistic)
        {
            comparer.Count("hypothesesTested", certificate.HypothesesTested, 1);
        }
    }

    private static void CheckSeed(Certificate certificate, CertificateComparer comparer)
    {
        if (certificate is { Seed: { } seed, Clusters: null, Choice: null } && certificate.Method != CertificateMethod.Betting)
        {
            comparer.Add("seed", Text(seed), "null, since nothing was random");
        }
    }

    private static void CheckGrid(Certificate certificate, GridSummary grid, ThresholdGrid? even, CertificateComparer comparer)
    {
        if (certificate is { Start: { } start, RiskOf: RiskSubject.Acted } && !IsOfMeans(certificate))
        {
            long required = FixedSequence.RequiredAtStart(start, LeastCount.Of(certificate.Method, certificate.Alpha, certificate.Level));
            if (certificate.ActedCount < required)
            {
                comparer.Add("nActed", Text(certificate.ActedCount), $"at least {Text(required)} at this start");
            }
        }

        if (certificate.HypothesesTested > grid.Count)
        {
            comparer.Add("hypothesesTested", Text(certificate.HypothesesTested), $"at most {Text(grid.Count)}");
        }

        if (grid.Last < grid.First || (grid.Count == 1 && grid.Last != grid.First) || (grid.Count > 1 && grid.Last == grid.First))
        {
            comparer.Add("grid.last", CanonicalNumber.Format(grid.Last), $"a grid of {Text(grid.Count)} distinct ascending thresholds cannot end there when it begins at {CanonicalNumber.Format(grid.First)}");
        }

        bool onGrid = even is null
            ? certificate.Threshold >= grid.First && certificate.Threshold <= grid.Last
            : even.Thresholds.BinarySearch(certificate.Threshold) >= 0;
        if (!onGrid)
        {
            comparer.Add("threshold", CanonicalNumber.Format(certificate.Threshold), "a threshold of the grid");
        }
    }

    /// <summary>Whether clusters were tested by their means, whose sequences do not start by counts of items.</summary>
    private static bool IsOfMeans(Certificate certificate) => certificate is { Clusters: not null, LossSum: not null };

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
