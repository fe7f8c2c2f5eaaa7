using Escalation.Calibration.Grids;
using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>Certifies thresholds on items that hang together in clusters: the turns of one conversation, the tasks of one customer. Counting such items as independent voids a certificate, since one label set from one conversation is one draw.</summary>
/// <remarks>
/// <para>The clusters must be independent draws from one distribution; nothing is assumed about the items within one, nor about sizes. Two ways, with different promises; the certificate says which (<see cref="Certificate.Clusters"/>, <see cref="Certificate.Method"/>, <see cref="Certificate.Seed"/> and its assumptions):</para>
/// <para><see cref="ClusterMethod.OnePerCluster"/> draws one item from each cluster by the seed. These are independent draws of a random item of a random cluster, and the exact rules hold for it. The draw is read from a stream of its own, so that a betting order by the same seed is independent of it.</para>
/// <para><see cref="ClusterMethod.Means"/> gives each cluster one number. For a budget it is the share of its items that the threshold delegates, over all clusters: the promise bounds the mean of that share, which is again the rate for a random item of a random cluster.
/// For a selective risk it is the mean loss among its acted items, over the clusters with any: the promise bounds the mean of that over such clusters. These numbers are independent and lie between 0 and 1, and betting (the default) or Hoeffding-Bentkus gives the p-value. Budgets need a grid fixed beforehand: the order-statistic rule counts items.</para>
/// <para><b>Where a sequence over cluster means starts.</b> For single items a sequence may begin at the strictest threshold that acts on at least c of them, since an acted item stays the same item at every lower threshold. A cluster does not: its mean takes in further items, and where clusters with confident items have more errors below than others, a start by counts breaks the error level: with 60 clusters, alpha 0.3 and a start at 14 of them, 0.153 at a delta of 0.1.
/// So the start is either fixed beforehand (<see cref="ClusterOptions.StartAt"/>) or placed by a pilot: the first tenth of the clusters in the seeded order, at least one, whose counts foretell how many of the other clusters act at each threshold. Pilot clusters are not tested; the certificate counts the others.
/// Holm and Bonferroni need no start and no pilot; procedures with several starts are refused.</para>
/// </remarks>
public static class ClusterCalibration
{
    /// <summary>Calibrates a threshold that bounds the mean loss among acted items.</summary>
    /// <param name="clusters">The cluster of each item, such as its conversation's id; compared ordinally.</param>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score; a higher score acts.</param>
    /// <param name="losses">The loss of acting on each item, in [0, 1].</param>
    /// <param name="options">Risk, error level, procedure, grid and start. Its seed is not used: that of <paramref name="clustering"/> is.</param>
    /// <param name="clustering">How clusters become draws.</param>
    /// <returns>As <see cref="SelectiveRisk.Calibrate(ReadOnlySpan{double}, ReadOnlySpan{double}, SelectiveRiskOptions)"/>; counts of items are those of the drawn items, or of all that were tested.</returns>
    /// <exception cref="ArgumentException">Thrown when a name is null or blank, a score is not finite, a loss is outside [0, 1], the lengths differ (the message names the index), or, with cluster means, the method is exact, the procedure has several starts or the grid is one of observed scores.</exception>
    /// <exception cref="ArgumentNullException">Thrown when options are null.</exception>
    /// <remarks>Safe to call from several threads.</remarks>
    public static CalibrationResult CalibrateRisk(ReadOnlySpan<string> clusters, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, SelectiveRiskOptions options, ClusterOptions clustering)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clustering);
        CalibrationData.RequireScores(scores);
        CalibrationData.RequireLosses(scores, losses);
        ItemPartition parts = ItemPartition.OfClusters(clusters, scores.Length);
        SelectiveRiskOptions seeded = GroupOptions.Seeded(options, clustering.Seed);
        if (clustering.Method == ClusterMethod.Means)
        {
            return ClusterRisk.Calibrate(parts, scores, losses, seeded, clustering.StartAt);
        }

        int[] drawn = Draw(parts, clustering.Seed);
        CalibrationResult result = SelectiveRisk.Calibrate(At(scores, drawn), At(losses, drawn), seeded);
        return result is Certified certified ? Drawn(certified, clustering.Seed, parts, options.DataSha256 ?? CalibrationData.Sha256(scores, losses)) : result;
    }

    /// <summary>Calibrates a threshold whose delegation rate stays within a budget, from scores alone.</summary>
    /// <param name="clusters">The cluster of each item, such as its conversation's id; compared ordinally.</param>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score.</param>
    /// <param name="options">Budget, error level and direction.</param>
    /// <param name="clustering">How clusters become draws.</param>
    /// <param name="grid">The thresholds to choose from, fixed without these scores; needed for cluster means, not used with one item from each cluster.</param>
    /// <param name="method">How the p-value of cluster means is computed: betting or Hoeffding-Bentkus; not used with one item from each cluster.</param>
    /// <returns><see cref="Certified"/>, <see cref="InsufficientSamples"/> or <see cref="RiskTooHigh"/>.</returns>
    /// <exception cref="ArgumentException">Thrown when a name is null or blank, a score is not finite, the lengths differ (the message names the index), or, with cluster means, there is no grid, it is placed by these scores, or the method is exact.</exception>
    /// <exception cref="ArgumentNullException">Thrown when options are null.</exception>
    /// <remarks>Safe to call from several threads.</remarks>
    public static CalibrationResult CalibrateBudget(ReadOnlySpan<string> clusters, ReadOnlySpan<double> scores, DelegationBudgetOptions options, ClusterOptions clustering, ThresholdGrid? grid = null, CertificateMethod method = CertificateMethod.Betting)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clustering);
        CalibrationData.RequireScores(scores);
        ItemPartition parts = ItemPartition.OfClusters(clusters, scores.Length);
        if (clustering.Method == ClusterMethod.Means)
        {
            BoundedBudget.Require(grid, method);
            var shares = new ClusterShares(parts, scores, options.Direction, grid!, clustering.Seed);
            return BoundedBudget.Calibrate(shares, scores, options, grid!, method, clustering.Seed, GroupingAssumptions.BudgetMeans(options.Group, method, parts.Sha256()));
        }

        int[] drawn = Draw(parts, clustering.Seed);
        CalibrationResult result = DelegationBudget.Calibrate(At(scores, drawn), options);
        return result is Certified certified ? Drawn(certified, clustering.Seed, parts, options.DataSha256 ?? CalibrationData.Sha256(scores)) : result;
    }

    /// <summary>One item of each cluster, drawn at random by a seed: the rows that <see cref="ClusterMethod.OnePerCluster"/> calibrates on, for a calibration that this class does not offer.</summary>
    /// <param name="clusters">The cluster of each item; compared ordinally.</param>
    /// <param name="seed">The seed, from 0 to 2^53 - 1.</param>
    /// <returns>One row number for each cluster, in the order in which the clusters first appear.</returns>
    /// <exception cref="ArgumentException">Thrown when a name is null or blank; the message names its index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the seed is out of range.</exception>
    public static int[] DrawOnePerCluster(ReadOnlySpan<string> clusters, long seed) =>
        Draw(ItemPartition.OfClusters(clusters, clusters.Length), new ClusterOptions(ClusterMethod.OnePerCluster) { Seed = seed }.Seed);

    internal static int[] Draw(ItemPartition parts, long seed)
    {
        // The complement starts another stream than the one that orders losses for betting.
        var random = new SplitMix64(~(ulong)seed);
        int[] drawn = new int[parts.Count];
        for (int part = 0; part < drawn.Length; part++)
        {
            ReadOnlySpan<int> rows = parts.Rows(part);
            drawn[part] = rows[random.NextBelow(rows.Length)];
        }

        return drawn;
    }

    private static Certified Drawn(Certified certified, long seed, ItemPartition parts, string sha256)
    {
        Certificate certificate = certified.Certificate;
        var drawn = new Certificate(certificate)
        {
            // A method for bounded losses tests the acted draws only, and they are what clusters are counted for.
            Clusters = certificate.Method == CertificateMethod.Exact ? certificate.N : certificate.ActedCount,
            Seed = seed,
            DataSha256 = sha256,
            Assumptions = GroupingAssumptions.OnePerCluster(certificate.Assumptions, parts.Sha256()),
        };
        return new Certified(drawn, certified.Hypotheses);
    }

    internal static double[] At(ReadOnlySpan<double> values, int[] rows)
    {
        double[] taken = new double[rows.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = values[rows[i]];
        }

        return taken;
    }
}
