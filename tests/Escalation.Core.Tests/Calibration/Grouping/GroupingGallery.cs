using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grouping;

/// <summary>A certificate of each kind over clusters or weighted items, with what verifies it.</summary>
internal sealed record GroupingGallery(string Name, Certificate Certificate, Func<Certificate, CertificateVerification> Verify)
{
    internal static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 0.95, 20);

    /// <summary>Not evenly spaced, so that the certificate does not describe it.</summary>
    internal static readonly ThresholdGrid Own = ThresholdGrid.Of(0.05, 0.2, 0.31, 0.47, 0.6, 0.7, 0.77, 0.85);

    internal static readonly ClusterData Data = Draw(6, 1_000);

    internal static readonly double[] Halves = [.. Data.Losses.Select(static loss => loss / 2.0)];

    internal static readonly double[] Weights = [.. Data.Scores.Select(static score => 0.5 + score)];

    internal static IReadOnlyList<GroupingGallery> All { get; } =
    [
        Clusters("one per cluster, exact", Drawn(7), new SelectiveRiskOptions(0.2) { Grid = Grid }, Data.Losses, grid: null),
        Clusters("one per cluster, holm", Drawn(8), new SelectiveRiskOptions(0.2) { Grid = Grid, Procedure = CertificateProcedure.Holm }, Data.Losses, grid: null),
        Clusters("one per cluster, multi-start", Drawn(8), new SelectiveRiskOptions(0.2) { Grid = Own, Procedure = CertificateProcedure.MultiStart, Starts = 2 }, Data.Losses, Own),
        Clusters("one per cluster, counts by Hoeffding-Bentkus", Drawn(7), new SelectiveRiskOptions(0.2) { Grid = Grid, Method = CertificateMethod.HoeffdingBentkus }, Data.Losses, grid: null),
        Clusters("one per cluster, betting", Drawn(7), new SelectiveRiskOptions(0.1) { Grid = Grid }, Halves, grid: null),
        Clusters("means, pilot", Means(7), new SelectiveRiskOptions(0.2) { Grid = Grid }, Data.Losses, grid: null),
        Clusters("means, fixed start", new ClusterOptions(ClusterMethod.Means) { StartAt = 0.77 }, new SelectiveRiskOptions(0.2) { Grid = Own, Method = CertificateMethod.HoeffdingBentkus }, Data.Losses, Own),
        Clusters("one per cluster, candidates of the drawn", Drawn(7), new SelectiveRiskOptions(0.2) { Grid = ThresholdGrid.Observed([.. ClusterCalibration.DrawOnePerCluster(Data.Clusters, 7).Select(static row => Data.Scores[row])]) }, Data.Losses, grid: null),
        Clusters("one per cluster, candidates of all by betting", Drawn(7), new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Observed(Data.Scores) }, Halves, grid: null),
        Clusters("means, degrees by betting", Means(3), new SelectiveRiskOptions(0.1) { Grid = Grid }, Halves, grid: null),
        Clusters("means, holm", Means(3), new SelectiveRiskOptions(0.2) { Grid = Own, Procedure = CertificateProcedure.Holm }, Data.Losses, Own),
        Clusters("means, bonferroni", Means(3), new SelectiveRiskOptions(0.2) { Grid = Grid, Procedure = CertificateProcedure.Bonferroni, Method = CertificateMethod.HoeffdingBentkus, Group = "north" }, Data.Losses, grid: null),
        Shares("budget, one per cluster", Drawn(7), ScoreDirection.HigherDelegates, grid: null, CertificateMethod.Betting),
        Shares("budget, shares by betting", Means(5), ScoreDirection.LowerDelegates, Grid, CertificateMethod.Betting),
        Shares("budget, shares by Hoeffding-Bentkus", Means(5), ScoreDirection.HigherDelegates, Own, CertificateMethod.HoeffdingBentkus),
        WeightedRisk("weighted, betting", new SelectiveRiskOptions(0.2) { Grid = Grid, Seed = 3 }, grid: null),
        WeightedRisk("weighted, holm", new SelectiveRiskOptions(0.2) { Grid = Own, Procedure = CertificateProcedure.Holm, Method = CertificateMethod.HoeffdingBentkus }, Own),
        WeightedBudget("weighted budget, betting", ScoreDirection.HigherDelegates, Own, CertificateMethod.Betting),
        WeightedBudget("weighted budget, Hoeffding-Bentkus", ScoreDirection.LowerDelegates, Grid, CertificateMethod.HoeffdingBentkus),
    ];

    internal static CertificateVerification VerifyWith(Certificate certificate, string[] clusters, ThresholdGrid? grid = null) => certificate.Purpose == ThresholdPurpose.Risk
        ? ClusterVerifier.VerifyRisk(certificate, clusters, Data.Scores, Data.Losses, grid)
        : ClusterVerifier.VerifyBudget(certificate, clusters, Data.Scores, grid);

    /// <summary>Clusters whose errors fall with the score.</summary>
    private static ClusterData Draw(ulong seed, int clusters)
    {
        ClusterData data = ClusterData.Draw(seed, clusters, 0.0);
        var random = new SplitMix64(seed + 1);
        return data with { Losses = [.. data.Scores.Select(score => random.NextUniform() < 0.45 * (1.0 - score) ? 1.0 : 0.0)] };
    }

    private static ClusterOptions Drawn(long seed) => new(ClusterMethod.OnePerCluster) { Seed = seed };

    private static ClusterOptions Means(long seed) => new(ClusterMethod.Means) { Seed = seed };

    private static GroupingGallery Clusters(string name, ClusterOptions clustering, SelectiveRiskOptions options, double[] losses, ThresholdGrid? grid) =>
        new(name, Certified(ClusterCalibration.CalibrateRisk(Data.Clusters, Data.Scores, losses, options, clustering)), certificate => ClusterVerifier.VerifyRisk(certificate, Data.Clusters, Data.Scores, losses, grid));

    private static GroupingGallery Shares(string name, ClusterOptions clustering, ScoreDirection direction, ThresholdGrid? grid, CertificateMethod method) =>
        new(name, Certified(ClusterCalibration.CalibrateBudget(Data.Clusters, Data.Scores, new DelegationBudgetOptions(0.3) { Direction = direction }, clustering, grid, method)), certificate => ClusterVerifier.VerifyBudget(certificate, Data.Clusters, Data.Scores, grid));

    private static GroupingGallery WeightedRisk(string name, SelectiveRiskOptions options, ThresholdGrid? grid) =>
        new(name, Certified(WeightedCalibration.CalibrateRisk(Data.Scores, Data.Losses, Weights, 2.0, options)), certificate => WeightedVerifier.VerifyRisk(certificate, Data.Scores, Data.Losses, Weights, grid));

    private static GroupingGallery WeightedBudget(string name, ScoreDirection direction, ThresholdGrid grid, CertificateMethod method) =>
        new(name, Certified(WeightedCalibration.CalibrateBudget(Data.Scores, Weights, 2.0, new DelegationBudgetOptions(0.3) { Direction = direction }, grid, method, seed: 5)), certificate => WeightedVerifier.VerifyBudget(certificate, Data.Scores, Weights, grid));

    private static Certificate Certified(CalibrationResult result) => Assert.IsType<Certified>(result).Certificate;
}
