using Escalation.Decisions;

namespace Escalation.Calibration.Grouping;

/// <summary>Recomputes certificates of <see cref="ClusterCalibration"/> from their data: the draw from each cluster or the order of the clusters by the seed, the pilot, the choice of the threshold, the test and the assumptions.</summary>
/// <remarks>
/// Which way the clusters went is what the certificate's assumptions say; a certificate whose assumptions say neither or both differs there. Clusters are told apart by the fingerprint in the assumptions, so that a wrong column is named rather than taken for an edit.
/// Pure and safe to call from several threads. As with <see cref="CertificateVerifier"/>, a verification says that the numbers are right, not who wrote the document.
/// </remarks>
public static class ClusterVerifier
{
    /// <summary>Recomputes the certificate of a risk over clusters.</summary>
    /// <param name="certificate">The certificate of a risk.</param>
    /// <param name="clusters">The cluster of each item, in file order.</param>
    /// <param name="scores">The calibration scores in file order, those of pilot clusters included; finite.</param>
    /// <param name="losses">One loss for each score, in [0, 1].</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes, and for one of observed scores, which the data give.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a budget or not one of clusters, a name is null or blank, a score is not finite, a loss is outside [0, 1], or the lengths differ.</exception>
    public static CertificateVerification VerifyRisk(Certificate certificate, ReadOnlySpan<string> clusters, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ThresholdGrid? grid = null, DateTimeOffset? now = null)
    {
        Require(certificate, ThresholdPurpose.Risk);
        string sha256 = CalibrationData.Sha256(scores, losses);
        ItemPartition parts = ItemPartition.OfClusters(clusters, scores.Length);
        ClusterMethod? way = MethodOf(certificate, GroupingAssumptions.MeansOfClusters);

        // Candidates may have been placed by all items, not only by the drawn ones.
        var comparison = new GroupingComparison(certificate, sha256, grid ?? (way == ClusterMethod.OnePerCluster ? SelectiveRiskVerification.Observed(certificate, scores) : null));
        comparison.RequireSentence(GroupingAssumptions.Clusters(parts.Sha256()));
        if (!comparison.CanRepeat)
        {
            return comparison.Finish(now);
        }

        switch (way)
        {
            case ClusterMethod.OnePerCluster:
                CompareDrawn(comparison, parts, scores, losses);
                break;
            case ClusterMethod.Means:
                CompareMeans(comparison, clusters, scores, losses);
                break;
            default:
                comparison.SaysNeitherWay();
                break;
        }

        return comparison.Finish(now);
    }

    /// <summary>Recomputes the certificate of a delegation budget over clusters.</summary>
    /// <param name="certificate">The certificate of a budget.</param>
    /// <param name="clusters">The cluster of each item, in file order.</param>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes, and where one item was drawn from each cluster.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the certificate is one of a risk or not one of clusters, a name is null or blank, a score is not finite, or the lengths differ.</exception>
    public static CertificateVerification VerifyBudget(Certificate certificate, ReadOnlySpan<string> clusters, ReadOnlySpan<double> scores, ThresholdGrid? grid = null, DateTimeOffset? now = null)
    {
        Require(certificate, ThresholdPurpose.Budget);
        string sha256 = CalibrationData.Sha256(scores);
        ItemPartition parts = ItemPartition.OfClusters(clusters, scores.Length);
        var comparison = new GroupingComparison(certificate, sha256, grid);
        comparison.RequireSentence(GroupingAssumptions.Clusters(parts.Sha256()));
        if (!comparison.CanRepeat)
        {
            return comparison.Finish(now);
        }

        ClusterMethod? way = MethodOf(certificate, GroupingAssumptions.SharesOfClusters);
        bool order = certificate.Procedure == CertificateProcedure.OrderStatistic;
        if (way is null)
        {
            comparison.SaysNeitherWay();
        }
        else if (order != (way == ClusterMethod.OnePerCluster))
        {
            comparison.Differs("procedure", CertificateVocabulary.Word(certificate.Procedure), order ? "fixed-sequence for the shares of clusters" : "order-statistic for one item from each cluster");
        }
        else if (!order && certificate.Method == CertificateMethod.Exact)
        {
            comparison.Differs("method", CertificateVocabulary.Word(CertificateMethod.Exact), "a method for numbers between 0 and 1");
        }
        else
        {
            var options = new DelegationBudgetOptions(certificate.Alpha, certificate.Delta) { Direction = certificate.Direction, Group = certificate.Group, DataSha256 = sha256 };
            var clustering = new ClusterOptions(way.Value) { Seed = certificate.Seed ?? 0 };
            ThresholdGrid? thresholds = order ? null : comparison.KnownGrid ?? ThresholdGrid.Of(certificate.Threshold);
            comparison.Compare(ClusterCalibration.CalibrateBudget(clusters, scores, options, clustering, thresholds, order ? CertificateMethod.Betting : certificate.Method));
        }

        return comparison.Finish(now);
    }

    private static void CompareDrawn(GroupingComparison comparison, ItemPartition parts, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        Certificate certificate = comparison.Stated;
        int[] drawn = ClusterCalibration.Draw(parts, certificate.Seed ?? 0);
        double[] scoresDrawn = ClusterCalibration.At(scores, drawn);
        double[] lossesDrawn = ClusterCalibration.At(losses, drawn);
        bool isBinary = CalibrationData.FirstFraction(lossesDrawn) < 0;
        IReadOnlyList<string> ofItems = CertificateAssumptions.SelectiveRisk(ThresholdGridOrigin.Fixed, certificate.IsSequential, certificate.Method, isBinary, certificate.Group);
        comparison.CompareItems(scoresDrawn, lossesDrawn);
        if (certificate.Seed is null)
        {
            comparison.Differs("seed", "null", "the seed that drew one item from each cluster");
        }

        comparison.Count("clusters", certificate.Clusters!.Value, certificate.Method == CertificateMethod.Exact ? drawn.Length : certificate.ActedCount);
        comparison.Assumptions(GroupingAssumptions.OnePerCluster(ofItems, parts.Sha256()));
    }

    private static void CompareMeans(GroupingComparison comparison, ReadOnlySpan<string> clusters, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        Certificate certificate = comparison.Stated;
        bool pilots = certificate.Assumptions.Contains(GroupingAssumptions.Pilot, StringComparer.Ordinal);
        double? startAt = GroupingAssumptions.StartIn(certificate.Assumptions);
        if (certificate.Method == CertificateMethod.Exact)
        {
            comparison.Differs("method", CertificateVocabulary.Word(CertificateMethod.Exact), "a method for numbers between 0 and 1");
        }
        else if (certificate.Procedure is CertificateProcedure.MultiStart or CertificateProcedure.Graphical)
        {
            comparison.Differs("procedure", CertificateVocabulary.Word(certificate.Procedure), "fixed-sequence, holm or bonferroni for cluster means");
        }
        else if (certificate.IsSequential && pilots == startAt is not null)
        {
            comparison.Differs("assumptions", "a start that is not said once", "either the pilot or the threshold that placed the start of the sequence");
        }
        else
        {
            var clustering = new ClusterOptions(ClusterMethod.Means) { Seed = certificate.Seed ?? 0, StartAt = startAt };
            comparison.Compare(ClusterCalibration.CalibrateRisk(clusters, scores, losses, comparison.RiskOptions(), clustering));
        }
    }

    private static ClusterMethod? MethodOf(Certificate certificate, string means)
    {
        bool drawn = certificate.Assumptions.Contains(GroupingAssumptions.OneDrawn, StringComparer.Ordinal);
        bool averaged = certificate.Assumptions.Contains(means, StringComparer.Ordinal);
        return drawn == averaged ? null : drawn ? ClusterMethod.OnePerCluster : ClusterMethod.Means;
    }

    private static void Require(Certificate certificate, ThresholdPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Purpose != purpose)
        {
            throw new ArgumentException(purpose == ThresholdPurpose.Risk ? "The certificate is one of a budget: it is verified without losses." : "The certificate is one of a risk: it needs the losses too.", nameof(certificate));
        }

        if (certificate.Clusters is null)
        {
            throw new ArgumentException("The certificate is not one of clusters: its draws are single items.", nameof(certificate));
        }
    }
}
