using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class GroupCalibrationTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 0.95, 20);
    private static readonly SelectiveRiskOptions Risk = new(0.1) { Grid = Grid, ScoreId = "confidence", Start = SequenceStart.FourTimesFloor };
    private static readonly GroupSharing Kept = new() { Recycles = false };

    [Fact]
    public void Every_group_is_calibrated_on_its_own_items_at_its_share()
    {
        GroupData data = GroupData.Draw(1, ("b", 400, 0.08), ("a", 300, 0.005), ("c", 200, 0.5));
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, Risk, Kept);
        Assert.Equal(["a", "b", "c"], result.Groups.Select(group => group.Group));
        foreach (GroupResult group in result.Groups)
        {
            (double[] scores, double[] losses) = data.Of(group.Group);
            Assert.Equal(0.1 / 3.0, group.Share, 1e-16);
            CalibrationResult alone = SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.1, group.Share) { Grid = Grid, Start = SequenceStart.FourTimesFloor });
            Assert.Equal(alone.Status, group.Result.Status);
            Assert.Equal((scores.Length, group.Share), (group.N, group.Level));
            Assert.Equal((alone as Certified)?.Certificate.Threshold, group.Certificate?.Threshold);
        }

        Assert.NotNull(result.Find("a")!.Certificate);
        Assert.Null(result.Find("c")!.Certificate);
        Assert.Null(result.Find("d"));
    }

    [Fact]
    public void A_certificate_names_group_local_level_and_family_wise_delta_and_holds()
    {
        GroupData data = GroupData.Draw(2, ("a", 300, 0.005), ("b", 300, 0.4));
        Certificate certificate = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, Risk, Kept).Find("a")!.Certificate!;
        Assert.Equal(("a", 0.05, 0.1, "confidence"), (certificate.Group, certificate.Level, certificate.Delta, certificate.ScoreId));
        Assert.Equal(CertificateProcedure.FixedSequence, certificate.Procedure);
        (double[] scores, double[] losses) = data.Of("a");
        Assert.Empty(CertificateVerifier.Verify(certificate, scores, losses).Differences);
        Assert.Equal(certificate.CertificateId, Certificate.Parse(certificate.ToJson()).CertificateId);
        Assert.Contains(certificate.Assumptions, sentence => sentence.Contains("all groups", StringComparison.Ordinal));
    }

    [Fact]
    public void A_group_certified_down_to_the_end_leaves_its_level_to_the_other()
    {
        GroupData data = GroupData.Draw(3, ("done", 300, 0.005), ("waits", 300, 0.5));
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, Risk);
        GroupResult done = result.Find("done")!;
        GroupResult waits = result.Find("waits")!;
        Assert.True(done.IsExhausted);
        Assert.False(done.Inherited);
        Assert.Equal((0.05, 0.05), (done.Share, done.Level));
        Assert.True(waits.Inherited);
        Assert.False(waits.IsExhausted);
        Assert.Equal((0.05, 0.1), (waits.Share, waits.Level));
    }

    /// <summary>Four errors among a hundred: p is 0.024, above delta / 5 and below delta / 2.</summary>
    [Fact]
    public void An_inherited_level_certifies_what_the_share_does_not_and_says_so()
    {
        string[] groups = [.. Enumerable.Repeat("safe", 400), .. Enumerable.Repeat("close", 100)];
        double[] scores = [.. Enumerable.Repeat(1.0, 500)];
        double[] losses = [.. new double[400], .. Enumerable.Range(0, 100).Select(i => i < 4 ? 1.0 : 0.0)];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.5) };
        var sharing = new Dictionary<string, double> { ["safe"] = 4.0, ["close"] = 1.0 };
        GroupCalibrationResult kept = GroupCalibration.CalibrateRisk(groups, scores, losses, options, new GroupSharing(sharing) { Recycles = false });
        Assert.IsType<RiskTooHigh>(kept.Find("close")!.Result);

        Certificate inherited = GroupCalibration.CalibrateRisk(groups, scores, losses, options, new GroupSharing(sharing)).Find("close")!.Certificate!;
        Assert.Equal((CertificateProcedure.Graphical, 0.1), (inherited.Procedure, inherited.Level));
        Assert.Equal(0.023711082663476764, inherited.PValue, 1e-15);
        Assert.Contains(GroupCertificates.InheritedLevel, inherited.Assumptions);
        Assert.Empty(CertificateVerifier.Verify(inherited).Differences);
        Assert.Empty(CertificateVerifier.Verify(Certificate.Parse(inherited.ToJson()), scores.AsSpan(400), losses.AsSpan(400)).Differences);
        Assert.NotNull(inherited.ToThreshold());
    }

    [Fact]
    public void Levels_pass_through_several_groups_and_by_weight()
    {
        // At a sixth of delta the first is certified, at its share of what is left the second, and the third gets it all.
        string[] groups = [.. Enumerable.Repeat("a", 100), .. Enumerable.Repeat("b", 100), .. Enumerable.Repeat("c", 100)];
        double[] scores = new double[300];
        double[] losses = new double[300];
        Fill(1, 0);
        Fill(3, 1);
        Fill(5, 2);
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.0) };
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk(groups, scores, losses, options, new GroupSharing(new Dictionary<string, double> { ["c"] = 0.1, ["b"] = 0.2, ["a"] = 0.3 }));
        Assert.Equal([0.05, 0.1 / 3.0, 0.1 / 6.0], result.Groups.Select(group => group.Share), new Near(1e-14));
        Assert.Equal([0.05, 0.2 / 3.0, 0.1], result.Groups.Select(group => group.Level), new Near(1e-14));
        Assert.Equal(result.Groups.Select(group => group.Level), result.Groups.Select(group => group.Result.Level));
        Assert.All(result.Groups, group => Assert.NotNull(group.Certificate));

        void Fill(int errors, int group)
        {
            losses.AsSpan(group * 100, errors).Fill(1.0);
        }
    }

    [Theory]
    [InlineData(CertificateProcedure.FixedSequence)]
    [InlineData(CertificateProcedure.MultiStart)]
    [InlineData(CertificateProcedure.Graphical)]
    [InlineData(CertificateProcedure.Holm)]
    [InlineData(CertificateProcedure.Bonferroni)]
    public void Recycling_only_ever_adds(CertificateProcedure procedure)
    {
        var options = new SelectiveRiskOptions(0.15, 0.2) { Grid = ThresholdGrid.Even(0.0, 0.8, 6), Procedure = procedure, Starts = 2 };
        int gained = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            GroupData data = GroupData.Draw(seed, ("a", 250, 0.01), ("b", 150, 0.08), ("c", 120, 0.1), ("d", 140, 0.11));
            GroupCalibrationResult kept = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, options, Kept);
            GroupCalibrationResult recycled = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, options);
            foreach ((GroupResult before, GroupResult after) in kept.Groups.Zip(recycled.Groups))
            {
                Assert.True(after.Level >= before.Level);
                int certifiedBefore = before.Result.Hypotheses.Count(hypothesis => hypothesis.Certified);
                int certifiedAfter = after.Result.Hypotheses.Count(hypothesis => hypothesis.Certified);
                Assert.All(before.Result.Hypotheses.Zip(after.Result.Hypotheses), pair => Assert.True(pair.Second.Certified || !pair.First.Certified));
                gained += certifiedAfter - certifiedBefore;
                if (after.Certificate is { } certificate)
                {
                    Assert.Empty(CertificateVerifier.Verify(certificate).Differences);
                }
            }
        }

        Assert.True(gained > 0, $"{gained}");
    }

    /// <summary>The start goes by the share even when the level has grown, or an early error could undo what was certified.</summary>
    [Fact]
    public void Inheriting_does_not_move_the_start_of_a_sequence()
    {
        // Twice the floor is 58 items at half of delta and 44 at all of it: with the latter the 50 most confident items, which hold the errors, would be tested first and fail.
        string[] groups = [.. Enumerable.Repeat("safe", 100), .. Enumerable.Repeat("early", 400)];
        double[] scores = [.. Enumerable.Repeat(1.0, 100), .. Enumerable.Range(0, 400).Select(i => i < 50 ? 0.9 : i < 300 ? 0.5 : 0.35)];
        double[] losses = [.. new double[100], .. Enumerable.Range(0, 400).Select(i => i is < 10 or >= 300 ? 1.0 : 0.0)];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.3, 0.4, 0.8) };
        GroupResult early = GroupCalibration.CalibrateRisk(groups, scores, losses, options).Find("early")!;
        Assert.True(early.Inherited);
        Assert.Equal(0.4, early.Certificate!.Threshold);
        Assert.False(early.Result.Hypotheses[2].Tested);
    }

    [Fact]
    public void The_order_of_the_rows_changes_fingerprints_only()
    {
        GroupData data = GroupData.Draw(5, ("a", 300, 0.02), ("b", 200, 0.07), ("c", 20, 0.0));
        int[] order = SeededShuffle.Permutation(520, 9);
        GroupCalibrationResult one = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, Risk);
        GroupCalibrationResult other = GroupCalibration.CalibrateRisk(
            [.. order.Select(i => data.Groups[i])], [.. order.Select(i => data.Scores[i])], [.. order.Select(i => data.Losses[i])], Risk);
        foreach ((GroupResult first, GroupResult second) in one.Groups.Zip(other.Groups))
        {
            Assert.Equal((first.Group, first.N, first.Share, first.Level, first.Result.Message), (second.Group, second.N, second.Share, second.Level, second.Result.Message));
        }
    }

    [Fact]
    public void Groups_too_small_for_all_of_delta_hold_none_of_it()
    {
        GroupData data = GroupData.Draw(6, ("a", 200, 0.01), ("b", 200, 0.4), ("tiny", 21, 0.0), ("one", 1, 0.0));
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, Risk, Kept);
        Assert.Equal([0.05, 0.05, 0.0, 0.0], result.Groups.OrderBy(group => group.N < 22).ThenBy(group => group.Group, StringComparer.Ordinal).Select(group => group.Share));
        GroupResult tiny = result.Find("tiny")!;
        var few = Assert.IsType<InsufficientSamples>(tiny.Result);
        Assert.Equal((88L, 0.1), (few.Need, tiny.Level));
        Assert.False(tiny.Inherited);
    }

    [Fact]
    public void A_group_with_a_weight_and_no_items_gets_an_answer()
    {
        GroupData data = GroupData.Draw(7, ("a", 200, 0.01));
        var sharing = new GroupSharing(new Dictionary<string, double> { ["a"] = 1.0, ["new"] = 1.0 });
        GroupResult empty = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, Risk, sharing).Find("new")!;
        Assert.Equal((0L, 0.0), (empty.N, empty.Share));
        Assert.Equal(0, Assert.IsType<InsufficientSamples>(empty.Result).Have);
        Assert.IsType<InsufficientSamples>(GroupCalibration.CalibrateBudget(data.Groups, data.Scores, new DelegationBudgetOptions(0.3), sharing).Find("new")!.Result);
    }

    [Fact]
    public void Without_items_there_are_no_groups_and_nothing_is_certified()
    {
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk([], [], [], new SelectiveRiskOptions(0.1));
        Assert.Empty(result.Groups);
        Assert.IsType<InsufficientSamples>(result.Pooled);
        Assert.True(result.ToThresholds().Escalates("a", 1.0, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void Budgets_by_order_statistic_keep_their_shares()
    {
        GroupData data = GroupData.Draw(8, ("a", 300, 0.0), ("b", 500, 0.0), ("c", 100, 0.0));
        GroupCalibrationResult result = GroupCalibration.CalibrateBudget(data.Groups, data.Scores, new DelegationBudgetOptions(0.3));
        foreach (GroupResult group in result.Groups)
        {
            (double[] scores, _) = data.Of(group.Group);
            Certificate alone = ((Certified)DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3, group.Share))).Certificate;
            Assert.Equal((alone.Threshold, alone.K), (group.Certificate!.Threshold, group.Certificate.K));
            Assert.Equal((group.Share, CertificateProcedure.OrderStatistic), (group.Level, group.Certificate.Procedure));
            Assert.Equal(0.1 / 3.0, group.Share, 1e-16);
            Assert.False(group.IsExhausted);
            Assert.Empty(CertificateVerifier.Verify(group.Certificate, scores).Differences);
        }
    }

    [Theory]
    [InlineData(ScoreDirection.HigherDelegates)]
    [InlineData(ScoreDirection.LowerDelegates)]
    public void Budgets_on_a_fixed_grid_recycle_from_the_loosest_threshold(ScoreDirection direction)
    {
        bool higher = direction == ScoreDirection.HigherDelegates;
        ThresholdGrid grid = higher ? ThresholdGrid.Even(0.5, 1.0, 51) : ThresholdGrid.Even(0.0, 0.5, 51);
        string[] groups = [.. Enumerable.Repeat("calm", 300), .. Enumerable.Repeat("busy", 300)];
        double[] rising = [.. Enumerable.Range(0, 300).Select(i => (i + 0.5) / 300.0)];
        double[] scores = [.. Enumerable.Repeat(higher ? 0.2 : 0.8, 300), .. rising];
        var options = new DelegationBudgetOptions(0.3) { Direction = direction };
        GroupCalibrationResult kept = GroupCalibration.CalibrateBudget(groups, scores, options, Kept, grid);
        GroupCalibrationResult recycled = GroupCalibration.CalibrateBudget(groups, scores, options, sharing: null, grid);
        GroupResult calm = recycled.Find("calm")!;
        Assert.True(calm.IsExhausted);
        Assert.Equal(0.5, calm.Certificate!.Threshold);
        Certificate before = kept.Find("busy")!.Certificate!;
        Certificate after = recycled.Find("busy")!.Certificate!;
        Assert.Equal((0.05, 0.1), (before.Level, after.Level));
        Assert.Equal(BinomialBudget.LargestCount(300, 0.3, 0.05) / 3 * 3, before.K);
        Assert.True(after.K > before.K);
        Assert.Equal((CertificateProcedure.FixedSequence, CertificateProcedure.Graphical), (before.Procedure, after.Procedure));
        Assert.All((Certificate[])[before, after, calm.Certificate], certificate =>
        {
            Assert.Equal(scores.AsSpan(certificate.Group == "calm" ? 0 : 300, 300).ToArray().Count(score => ScoreComparison.Escalates(direction, score, certificate.Threshold)), certificate.K);
            Assert.Empty(CertificateVerifier.Verify(certificate).Differences);
        });
    }

    [Fact]
    public void A_grid_that_delegates_too_much_everywhere_is_a_risk_too_high()
    {
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i / 100.0)];
        string[] groups = [.. Enumerable.Repeat("a", 100)];
        GroupCalibrationResult result = GroupCalibration.CalibrateBudget(groups, scores, new DelegationBudgetOptions(0.1), sharing: null, ThresholdGrid.Of(0.2, 0.5));
        var high = Assert.IsType<RiskTooHigh>(result.Find("a")!.Result);
        Assert.Equal(0.5, high.BestThreshold);
        Assert.Equal(ClopperPearson.Upper(49, 100, 0.1), high.BestUpperBound);
    }

    [Fact]
    public void A_certificate_over_all_items_shows_which_group_it_fails()
    {
        GroupData data = GroupData.Draw(9, ("many", 900, 0.005), ("few", 100, 0.5));
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, data.Losses, Risk);
        Certificate pooled = Assert.IsType<Certified>(result.Pooled).Certificate;
        Assert.Null(pooled.Group);
        GroupCounts few = result.Find("few")!.AtPooled!;
        GroupCounts many = result.Find("many")!.AtPooled!;
        Assert.Equal((pooled.K, pooled.ActedCount), (few.K + many.K, few.Acted + many.Acted));
        Assert.True(few.LowerBound > 0.1);
        Assert.True(many.LowerBound < 0.1);
        Assert.Equal(ClopperPearson.Lower(few.K, few.Acted, 0.05), few.LowerBound);
        Assert.Null(result.Find("few")!.Certificate);

        double[] fractions = [.. data.Losses.Select(loss => loss / 2.0)];
        Assert.Null(GroupCalibration.CalibrateRisk(data.Groups, data.Scores, fractions, Risk).Find("few")!.AtPooled!.LowerBound);

        GroupCalibrationResult budget = GroupCalibration.CalibrateBudget(data.Groups, data.Scores, new DelegationBudgetOptions(0.3));
        GroupCounts delegated = budget.Find("few")!.AtPooled!;
        Assert.Equal((100L, 100 - delegated.Acted), (delegated.N, delegated.K));
        Assert.Equal(ClopperPearson.Lower(delegated.K, 100, 0.05), delegated.LowerBound);
        double cut = Assert.IsType<Certified>(budget.Pooled).Certificate.Threshold;
        int above = data.Scores.Where((score, i) => data.Groups[i] == "few" && score > cut).Count();
        Assert.InRange(above, 1, 99);
        Assert.Equal((100L - above, (long)above), (delegated.Acted, delegated.K));
    }

    [Fact]
    public void Bounded_losses_are_bet_on_in_each_group()
    {
        GroupData data = GroupData.Draw(10, ("a", 400, 0.02), ("b", 400, 0.3));
        double[] halves = [.. data.Losses.Select(loss => loss * 0.5)];
        GroupCalibrationResult result = GroupCalibration.CalibrateRisk(data.Groups, data.Scores, halves, new SelectiveRiskOptions(0.1) { Grid = Grid, Seed = 4 }, Kept);
        Certificate certificate = result.Find("a")!.Certificate!;
        Assert.Equal((CertificateMethod.Betting, 4L), (certificate.Method, certificate.Seed));
        (double[] scores, _) = data.Of("a");
        double[] losses = [.. data.Of("a").Losses.Select(loss => loss * 0.5)];
        Assert.Empty(CertificateVerifier.Verify(certificate, scores, losses).Differences);
    }

    [Fact]
    public void Faulty_input_is_refused_by_name_and_index()
    {
        double[] one = [0.5, 0.6];
        double[] none = [0.0, 0.0];
        Assert.Contains("groups[1]", Throws<ArgumentException>(() => GroupCalibration.CalibrateRisk(["a", " "], one, none, Risk)), StringComparison.Ordinal);
        Assert.Contains("groups[0] must be a name, but was null", Throws<ArgumentException>(() => GroupCalibration.CalibrateBudget([null!, "a"], one, new DelegationBudgetOptions(0.3))), StringComparison.Ordinal);
        Assert.Contains("2 scores, but has 1", Throws<ArgumentException>(() => GroupCalibration.CalibrateRisk(["a"], one, none, Risk)), StringComparison.Ordinal);
        Assert.Contains("scores[1]", Throws<ArgumentException>(() => GroupCalibration.CalibrateRisk(["a", "a"], [0.5, double.NaN], none, Risk)), StringComparison.Ordinal);
        Assert.Contains("losses[0]", Throws<ArgumentException>(() => GroupCalibration.CalibrateRisk(["a", "a"], one, [2.0, 0.0], Risk)), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("options", () => GroupCalibration.CalibrateRisk(["a", "a"], one, none, null!));
        Assert.Throws<ArgumentNullException>("options", () => GroupCalibration.CalibrateBudget(["a", "a"], one, null!));
        var weights = new GroupSharing(new Dictionary<string, double> { ["a"] = 1.0 });
        Assert.Contains("groups[1] must be one of the groups with a weight, but was 'b'", Throws<ArgumentException>(() => GroupCalibration.CalibrateRisk(["a", "b"], one, none, Risk, weights)), StringComparison.Ordinal);
        Assert.Contains("'x'", Throws<ArgumentException>(() => GroupCalibration.CalibrateRisk(["a", "a"], one, none, new SelectiveRiskOptions(0.1) { Group = "x" })), StringComparison.Ordinal);
        Assert.Contains("DataSha256", Throws<ArgumentException>(() => GroupCalibration.CalibrateBudget(["a", "a"], one, new DelegationBudgetOptions(0.1) { DataSha256 = new string('0', 64) })), StringComparison.Ordinal);
        Assert.Contains("observed", Throws<ArgumentException>(() => GroupCalibration.CalibrateRisk(["a", "a"], one, none, new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Observed(one) })), StringComparison.Ordinal);
        Assert.Contains("ScoreRange", Throws<ArgumentException>(() => GroupCalibration.CalibrateBudget(["a", "a"], one, new DelegationBudgetOptions(0.1), sharing: null, ThresholdGrid.OverRange(one))), StringComparison.Ordinal);
    }

    private static string Throws<T>(Action act)
        where T : Exception => Assert.Throws<T>(act).Message;

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
