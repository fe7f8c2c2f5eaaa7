using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class ClusterCalibrationTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 0.95, 20);
    private static readonly SelectiveRiskOptions Risk = new(0.15) { Grid = Grid, Start = SequenceStart.FourTimesFloor };
    private static readonly ClusterOptions One = new(ClusterMethod.OnePerCluster) { Seed = 7 };
    private static readonly ClusterOptions Means = new(ClusterMethod.Means) { Seed = 7 };

    /// <summary>What a certificate says of its grid is where the grid came from.</summary>
    [Fact]
    public void The_means_of_clusters_say_where_their_grid_came_from()
    {
        ClusterData data = GroupingGallery.Data;
        var means = new ClusterOptions(ClusterMethod.Means) { Seed = 7 };
        ThresholdGrid learned = ThresholdGrid.Learned(data.Scores.AsSpan(0, 200), data.Losses.AsSpan(0, 200), 0.2, 10);
        foreach ((ThresholdGrid? grid, string? said) in new[] { (GroupingGallery.Grid, null), (null, CertificateAssumptions.GridFromScores), (learned, CertificateAssumptions.GridFromSplit) })
        {
            CalibrationResult result = ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, data.Losses, new SelectiveRiskOptions(0.4) { Grid = grid, Procedure = CertificateProcedure.Holm }, means);
            Assert.Equal(said, Assert.IsType<Certified>(result).Certificate.Assumptions.SingleOrDefault(CertificateAssumptions.IsOfGrid));
        }
    }

    [Fact]
    public void The_largest_seed_is_one()
    {
        const long Largest = (1L << 53) - 1;
        Assert.Equal(Largest, new ClusterOptions(ClusterMethod.Means) { Seed = Largest }.Seed);
        Assert.Equal(Largest, new SelectiveRiskOptions(0.1) { Seed = Largest }.Seed);
        Assert.Throws<ArgumentOutOfRangeException>("Seed", () => new ClusterOptions(ClusterMethod.Means) { Seed = Largest + 1 });
    }

    [Fact]
    public void One_item_of_each_cluster_is_drawn_by_the_seed()
    {
        ClusterData data = ClusterData.Draw(1, 200, 0.05);
        int[] drawn = ClusterCalibration.DrawOnePerCluster(data.Clusters, 7);
        Assert.Equal(drawn, ClusterCalibration.DrawOnePerCluster(data.Clusters, 7));
        Assert.NotEqual(drawn, ClusterCalibration.DrawOnePerCluster(data.Clusters, 8));
        int[][] rows = data.Rows();
        Assert.Equal(rows.Length, drawn.Length);
        Assert.All(drawn.Zip(rows), pair => Assert.Contains(pair.First, pair.Second));
        Assert.Contains(drawn.Zip(rows), pair => pair.First != pair.Second[0]);
    }

    /// <summary>An exact test counts every draw, a method for bounded losses only those that act.</summary>
    [Theory]
    [InlineData(CertificateMethod.Exact)]
    [InlineData(CertificateMethod.HoeffdingBentkus)]
    public void Clusters_are_counted_for_the_draws_that_are_tested(CertificateMethod method)
    {
        ClusterData data = ClusterData.Draw(1, 300, 0.0);
        var options = new SelectiveRiskOptions(0.15) { Grid = ThresholdGrid.Of(0.5), Method = method };
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, data.Losses, options, One)).Certificate;
        Assert.InRange(certificate.ActedCount, 50, 250);
        Assert.Equal((300L, method == CertificateMethod.Exact ? 300L : certificate.ActedCount), (certificate.N, certificate.Clusters!.Value));
        AssertHolds(certificate);
    }

    [Fact]
    public void Every_item_of_a_cluster_is_drawn_equally_often()
    {
        string[] clusters = ["a", "a", "a", "b"];
        int[] times = new int[4];
        for (int seed = 0; seed < 3_000; seed++)
        {
            foreach (int row in ClusterCalibration.DrawOnePerCluster(clusters, seed))
            {
                times[row]++;
            }
        }

        Assert.Equal(3_000, times[3]);
        Assert.All(times[..3], count => Assert.InRange(count, 870, 1_130));
    }

    [Fact]
    public void One_per_cluster_is_the_exact_calibration_of_the_drawn_items()
    {
        ClusterData data = ClusterData.Draw(2, 200, 0.01);
        int[] drawn = ClusterCalibration.DrawOnePerCluster(data.Clusters, 7);
        double[] scores = [.. drawn.Select(i => data.Scores[i])];
        Certificate exact = Assert.IsType<Certified>(SelectiveRisk.Calibrate(scores, [.. drawn.Select(i => data.Losses[i])], Risk)).Certificate;
        var certified = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, data.Losses, Risk, One));
        Certificate certificate = certified.Certificate;
        Assert.Equal((exact.Threshold, exact.K, exact.ActedCount, exact.PValue, 200L), (certificate.Threshold, certificate.K, certificate.ActedCount, certificate.PValue, certificate.N));
        Assert.Equal((CertificateUnit.Cluster, 200L, 7L, CertificateMethod.Exact), (certificate.Unit, certificate.Clusters, certificate.Seed, certificate.Method));
        Assert.Equal(CalibrationData.Sha256(data.Scores, data.Losses), certificate.DataSha256);
        Assert.Contains(GroupingAssumptions.OneDrawn, certificate.Assumptions);
        Assert.DoesNotContain(CertificateAssumptions.Exchangeable, certificate.Assumptions);
        AssertHolds(certificate);

        Certificate budget = Assert.IsType<Certified>(ClusterCalibration.CalibrateBudget(data.Clusters, data.Scores, new DelegationBudgetOptions(0.3), One)).Certificate;
        Assert.Equal(((Certified)DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3))).Certificate.Threshold, budget.Threshold);
        Assert.Equal((200L, 7L, CertificateProcedure.OrderStatistic), (budget.Clusters, budget.Seed, budget.Procedure));
        AssertHolds(budget);
    }

    [Theory]
    [InlineData(CertificateMethod.Betting)]
    [InlineData(CertificateMethod.HoeffdingBentkus)]
    public void One_per_cluster_takes_losses_between_zero_and_one(CertificateMethod method)
    {
        ClusterData data = ClusterData.Draw(3, 300, 0.1);
        double[] halves = [.. data.Losses.Select(loss => loss / 2.0)];
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, halves, new SelectiveRiskOptions(0.15) { Grid = Grid, Method = method, Seed = 99 }, One)).Certificate;
        Assert.Equal((method, 7L, 300L), (certificate.Method, certificate.Seed, certificate.N));
        AssertHolds(certificate);
    }

    [Fact]
    public void Too_few_clusters_are_too_few_samples_however_many_items()
    {
        string[] clusters = [.. Enumerable.Range(0, 2_000).Select(i => $"c{i % 20}")];
        double[] scores = [.. Enumerable.Range(0, 2_000).Select(i => i / 2_000.0)];
        var options = new DelegationBudgetOptions(0.1);
        var drawn = Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateBudget(clusters, scores, options, One));
        Assert.Equal((20L, 22L), (drawn.Have, drawn.Need));
        var shares = Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateBudget(clusters, scores, options, Means, ThresholdGrid.Of(0.99)));
        Assert.Equal((20L, 25L), (shares.Have, shares.Need));
        var means = Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateRisk(clusters, scores, new double[2_000], new SelectiveRiskOptions(0.1) { Grid = Grid }, Means));
        Assert.Equal((18L, 50L), (means.Have, means.Need));
    }

    [Theory]
    [InlineData(ScoreDirection.HigherDelegates, CertificateMethod.Betting)]
    [InlineData(ScoreDirection.LowerDelegates, CertificateMethod.Betting)]
    [InlineData(ScoreDirection.HigherDelegates, CertificateMethod.HoeffdingBentkus)]
    public void A_budget_over_clusters_tests_the_share_of_each_cluster(ScoreDirection direction, CertificateMethod method)
    {
        ClusterData data = ClusterData.Draw(4, 250, 0.0);
        var options = new DelegationBudgetOptions(0.3) { Direction = direction };
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateBudget(data.Clusters, data.Scores, options, Means, Grid, method)).Certificate;
        AssertHolds(certificate);
        Assert.Equal((250L, (long)data.Scores.Length, method, CertificateProcedure.FixedSequence), (certificate.Clusters, certificate.N, certificate.Method, certificate.Procedure));
        Assert.Equal(data.Scores.Count(score => ScoreComparison.Escalates(direction, score, certificate.Threshold)), certificate.K);

        // By hand: p at the certified threshold, and the first failure right behind it.
        int at = Grid.Thresholds.IndexOf(certificate.Threshold);
        int next = direction == ScoreDirection.HigherDelegates ? at - 1 : at + 1;
        Assert.Equal(PValue(certificate.Threshold), certificate.PValue, 1e-12);
        Assert.True(PValue(Grid.Thresholds[next]) > 0.1);
        Assert.Equal(Shares(certificate.Threshold).Sum(), certificate.LossSum!.Value, 1e-9);

        double PValue(double threshold)
        {
            double[] shares = Shares(threshold);
            return method == CertificateMethod.Betting ? BettingTest.PValue(shares, 0.3, 0.1) : HoeffdingBentkus.PValue(shares.Sum(), shares.Length, 0.3);
        }

        double[] Shares(double threshold)
        {
            int[][] rows = data.Rows();
            return [.. SeededShuffle.Permutation(rows.Length, 7).Select(c => rows[c].Average(i => ScoreComparison.Escalates(direction, data.Scores[i], threshold) ? 1.0 : 0.0))];
        }
    }

    [Theory]
    [InlineData(CertificateMethod.Betting)]
    [InlineData(CertificateMethod.HoeffdingBentkus)]
    public void A_budget_that_every_threshold_exceeds_is_a_risk_too_high(CertificateMethod method)
    {
        ClusterData data = ClusterData.Draw(5, 250, 0.0);
        var high = Assert.IsType<RiskTooHigh>(ClusterCalibration.CalibrateBudget(data.Clusters, data.Scores, new DelegationBudgetOptions(0.1), Means, ThresholdGrid.Of(0.1, 0.2), method));
        Assert.Equal(0.2, high.BestThreshold);
        Assert.True(high.BestUpperBound > 0.5);
        int[][] rows = data.Rows();
        double[] shares = [.. SeededShuffle.Permutation(250, 7).Select(c => rows[c].Average(i => data.Scores[i] > 0.2 ? 1.0 : 0.0))];
        Assert.Equal(Upper(method, shares, 0.1), high.BestUpperBound, 1e-9);
    }

    [Fact]
    public void A_fingerprint_that_is_given_is_the_one_that_is_written()
    {
        ClusterData data = GroupingGallery.Data;
        string given = new('a', 64);
        foreach (ClusterOptions clustering in (ClusterOptions[])[One, Means])
        {
            var risk = new SelectiveRiskOptions(0.4) { Grid = Grid, DataSha256 = given };
            var budget = new DelegationBudgetOptions(0.3) { DataSha256 = given };
            Assert.Equal(given, Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, data.Losses, risk, clustering)).Certificate.DataSha256);
            Assert.Equal(given, Assert.IsType<Certified>(ClusterCalibration.CalibrateBudget(data.Clusters, data.Scores, budget, clustering, Grid)).Certificate.DataSha256);
        }
    }

    [Theory]
    [InlineData(CertificateMethod.Betting)]
    [InlineData(CertificateMethod.HoeffdingBentkus)]
    public void A_risk_over_clusters_tests_the_mean_loss_of_the_acting_ones_beside_the_pilot(CertificateMethod method)
    {
        ClusterData data = ClusterData.Draw(6, 500, 0.01);
        var options = new SelectiveRiskOptions(0.15) { Grid = Grid, Method = method, Start = SequenceStart.FourTimesFloor };
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, data.Losses, options, Means)).Certificate;
        AssertHolds(certificate);
        int[][] rows = data.Rows();
        int[][] tested = [.. SeededShuffle.Permutation(500, 7).Skip(50).Select(c => rows[c])];
        double[] means = [.. tested.Where(cluster => cluster.Any(i => data.Scores[i] >= certificate.Threshold)).Select(cluster => cluster.Where(i => data.Scores[i] >= certificate.Threshold).Average(i => data.Losses[i]))];
        Assert.Equal(means.Length, certificate.Clusters);
        Assert.Equal(means.Sum(), certificate.LossSum!.Value, 1e-9);
        Assert.Equal(means.Average(), certificate.EmpiricalRisk!.Value, 1e-9);
        Assert.Equal(tested.Sum(cluster => cluster.Length), certificate.N);
        Assert.Equal(tested.Sum(cluster => cluster.Count(i => data.Scores[i] >= certificate.Threshold)), certificate.ActedCount);
        Assert.Equal(tested.Sum(cluster => cluster.Count(i => data.Scores[i] >= certificate.Threshold && data.Losses[i] > 0.0)), certificate.K);
        double p = method == CertificateMethod.Betting ? BettingTest.PValue(means, 0.15, 0.1) : HoeffdingBentkus.PValue(means.Sum(), means.Length, 0.15);
        Assert.Equal(p, certificate.PValue, 1e-12);
        Assert.Equal((method, 7L, CertificateProcedure.FixedSequence), (certificate.Method, certificate.Seed, certificate.Procedure));
        Assert.Contains(GroupingAssumptions.Pilot, certificate.Assumptions);
        Assert.Contains(GroupingAssumptions.MeansOfClusters, certificate.Assumptions);
    }

    [Fact]
    public void Clusters_take_degrees_of_loss()
    {
        ClusterData data = ClusterData.Draw(6, 500, 0.3);
        double[] halves = [.. data.Losses.Select(loss => loss / 2.0)];
        var options = new SelectiveRiskOptions(0.25) { Grid = Grid, Procedure = CertificateProcedure.Holm };
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, halves, options, Means)).Certificate;
        AssertHolds(certificate);
        int[][] rows = data.Rows();
        int[] acted = [.. rows.SelectMany(static cluster => cluster).Where(i => data.Scores[i] >= certificate.Threshold)];
        double[] means = [.. rows.Select(cluster => cluster.Where(i => data.Scores[i] >= certificate.Threshold).Select(i => halves[i]).ToArray()).Where(static losses => losses.Length > 0).Select(static losses => losses.Average())];
        Assert.Equal((acted.Length, acted.Count(i => halves[i] > 0.0), means.Length), ((int)certificate.ActedCount, (int)certificate.K, (int)certificate.Clusters!));
        Assert.Equal(means.Sum(), certificate.LossSum!.Value, 1e-9);
    }

    [Fact]
    public void A_start_that_was_fixed_beforehand_needs_no_pilot()
    {
        ClusterData data = ClusterData.Draw(6, 500, 0.05);
        var clustering = new ClusterOptions(ClusterMethod.Means) { StartAt = 0.57 };
        var certified = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, data.Losses, Risk, clustering));
        Assert.Equal(data.Scores.Length, certified.Certificate.N);
        Assert.DoesNotContain(GroupingAssumptions.Pilot, certified.Certificate.Assumptions);
        Assert.Contains(certified.Certificate.Assumptions, sentence => sentence.Contains("began at the threshold 0.57", StringComparison.Ordinal));
        Assert.Equal(0.55, certified.Hypotheses.Last(hypothesis => hypothesis.Tested).Threshold, 1e-12);
        AssertHolds(certified.Certificate);
    }

    [Theory]
    [InlineData(CertificateProcedure.Holm)]
    [InlineData(CertificateProcedure.Bonferroni)]
    public void Procedures_without_an_order_need_no_pilot(CertificateProcedure procedure)
    {
        ClusterData data = ClusterData.Draw(8, 600, 0.02);
        var options = new SelectiveRiskOptions(0.15) { Grid = ThresholdGrid.Of(0.0, 0.3, 0.6), Procedure = procedure };
        Certificate certificate = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(data.Clusters, data.Scores, data.Losses, options, Means)).Certificate;
        Assert.Equal((procedure, (long)data.Scores.Length, 0.0), (certificate.Procedure, certificate.N, certificate.Threshold));
        AssertHolds(certificate);
    }

    /// <summary>Where each item is a cluster of its own, nothing is lost but the pilot.</summary>
    [Fact]
    public void Clusters_of_one_give_the_betting_calibration_of_the_items()
    {
        ClusterData data = ClusterData.Draw(9, 400, 0.05);
        string[] own = [.. Enumerable.Range(0, data.Scores.Length).Select(i => $"i{i}")];
        var clustering = new ClusterOptions(ClusterMethod.Means) { Seed = 3, StartAt = 0.0 };
        var options = new SelectiveRiskOptions(0.15) { Grid = ThresholdGrid.Of(0.0), Method = CertificateMethod.Betting, Seed = 3 };
        Certificate clustered = Assert.IsType<Certified>(ClusterCalibration.CalibrateRisk(own, data.Scores, data.Losses, options, clustering)).Certificate;
        Certificate items = Assert.IsType<Certified>(SelectiveRisk.Calibrate(data.Scores, data.Losses, options)).Certificate;
        Assert.Equal((items.PValue, items.K, items.UpperBound), (clustered.PValue, clustered.K, clustered.UpperBound));
    }

    [Fact]
    public void A_mean_is_never_rounded_down()
    {
        var random = new SplitMix64(1);
        for (int i = 0; i < 10_000; i++)
        {
            int count = 1 + random.NextBelow(200);
            int sum = random.NextBelow(count + 1);
            double mean = Quotient.Up(sum, count);
            Assert.True(Math.FusedMultiplyAdd(mean, count, -sum) >= 0.0);
            Assert.InRange(mean, (double)sum / count, Math.Min(1.0, Math.BitIncrement((double)sum / count)));
        }
    }

    [Fact]
    public void What_cluster_means_cannot_do_is_refused()
    {
        double[] two = [0.1, 0.2];
        string[] ids = ["a", "b"];
        Assert.Contains("grid must be given", Refused(() => ClusterCalibration.CalibrateBudget(ids, two, new DelegationBudgetOptions(0.3), Means)), StringComparison.Ordinal);
        Assert.Contains("fixed without", Refused(() => ClusterCalibration.CalibrateBudget(ids, two, new DelegationBudgetOptions(0.3), Means, ThresholdGrid.OverRange(two))), StringComparison.Ordinal);
        Assert.Contains("not counts", Refused(() => ClusterCalibration.CalibrateBudget(ids, two, new DelegationBudgetOptions(0.3), Means, Grid, CertificateMethod.Exact)), StringComparison.Ordinal);
        Assert.Contains("Exact", Refused(() => ClusterCalibration.CalibrateRisk(ids, two, two, new SelectiveRiskOptions(0.1) { Method = CertificateMethod.Exact }, Means)), StringComparison.Ordinal);
        Assert.Contains("MultiStart", Refused(() => ClusterCalibration.CalibrateRisk(ids, two, two, new SelectiveRiskOptions(0.1) { Procedure = CertificateProcedure.MultiStart }, Means)), StringComparison.Ordinal);
        Assert.Contains("observed", Refused(() => ClusterCalibration.CalibrateRisk(ids, two, two, new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Observed(two) }, Means)), StringComparison.Ordinal);
        Assert.Contains("clusters[1] must be a name", Refused(() => ClusterCalibration.CalibrateRisk(["a", ""], two, two, Risk, One)), StringComparison.Ordinal);
        Assert.Contains("clusters must have one name", Refused(() => ClusterCalibration.CalibrateRisk(["a"], two, two, Risk, One)), StringComparison.Ordinal);
        foreach (ClusterOptions clustering in (ClusterOptions[])[One, Means])
        {
            Assert.Contains("scores[1] must be finite", Assert.Throws<ArgumentException>("scores", () => ClusterCalibration.CalibrateBudget(ids, [0.1, double.NaN], new DelegationBudgetOptions(0.3), clustering, Grid)).Message, StringComparison.Ordinal);
            Assert.Contains("scores[0] must be finite", Assert.Throws<ArgumentException>("scores", () => ClusterCalibration.CalibrateBudget(["a", "a"], [double.NaN, 0.2], new DelegationBudgetOptions(0.3), clustering, Grid)).Message, StringComparison.Ordinal);
            for (int faulty = 0; faulty < 2; faulty++)
            {
                // Also the item of the cluster that is not drawn.
                (double[] scores, double[] losses) = ([0.1, 0.2], [0.0, 1.0]);
                scores[faulty] = double.NaN;
                Assert.Contains($"scores[{faulty}] must be finite", Assert.Throws<ArgumentException>("scores", () => ClusterCalibration.CalibrateRisk(["a", "a"], scores, losses, Risk, clustering)).Message, StringComparison.Ordinal);
                losses[faulty] = 2.0;
                Assert.Contains($"losses[{faulty}] must be in [0, 1]", Assert.Throws<ArgumentException>("losses", () => ClusterCalibration.CalibrateRisk(["a", "a"], two, losses, Risk, clustering)).Message, StringComparison.Ordinal);
            }
        }

        Assert.Throws<ArgumentNullException>("clustering", () => ClusterCalibration.CalibrateRisk(ids, two, two, Risk, null!));
        Assert.Throws<ArgumentNullException>("clustering", () => ClusterCalibration.CalibrateBudget(ids, two, new DelegationBudgetOptions(0.3), null!));
        Assert.Throws<ArgumentNullException>("options", () => ClusterCalibration.CalibrateRisk(ids, two, two, null!, Means));
        Assert.Throws<ArgumentNullException>("options", () => ClusterCalibration.CalibrateBudget(ids, [0.5], null!, new ClusterOptions(ClusterMethod.OnePerCluster)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClusterOptions(ClusterMethod.Means) { Seed = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClusterOptions(ClusterMethod.Means) { StartAt = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClusterOptions((ClusterMethod)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterCalibration.DrawOnePerCluster(ids, 1L << 53));

        static string Refused(Action act) => Assert.Throws<ArgumentException>(act).Message;
    }

    [Fact]
    public void Without_items_nothing_is_certified()
    {
        Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateRisk([], [], [], Risk, Means));
        Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateRisk([], [], [], new SelectiveRiskOptions(0.1), Means));
        Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateRisk([], [], [], Risk, One));
        Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateBudget([], [], new DelegationBudgetOptions(0.3), Means, Grid));
        Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateBudget([], [], new DelegationBudgetOptions(0.3), One));
        Assert.IsType<InsufficientSamples>(ClusterCalibration.CalibrateRisk(["a"], [0.5], [0.0], Risk, Means));
    }

    private static double Upper(CertificateMethod method, double[] values, double level) => method == CertificateMethod.Betting
        ? BettingTest.Upper(values, level)
        : HoeffdingBentkus.Upper(values.Sum(), values.Length, level);

    private static void AssertHolds(Certificate certificate)
    {
        Assert.True(certificate.PValue <= certificate.Level);
        Assert.True(certificate.UpperBound <= certificate.Alpha);
        Assert.Empty(CertificateVerifier.Verify(certificate).Differences);
        Certificate read = Certificate.Parse(certificate.ToJson());
        Assert.Empty(CertificateVerifier.Verify(read).Differences);
        Assert.Equal(certificate.CertificateId, read.CertificateId);
        Assert.NotNull(read.ToThreshold());
        Assert.Contains("clusters", certificate.ToText(), StringComparison.Ordinal);
    }
}
