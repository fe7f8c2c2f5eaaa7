using Escalation.Calibration;
using Escalation.Calibration.MultipleTesting;
using Escalation.Calibration.RiskControl;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class LearnThenTestTests
{
    private static readonly JointWorld World = JointWorld.Draw(4_000, 77, score => 0.25 * score);
    private static readonly double[] Thresholds = [.. Enumerable.Range(0, 41).Select(i => i / 40.0)];

    private static readonly ControlledRisk<double> Budget =
        ControlledRisk.AtMost<double>("delegation rate", 0.5, (t, i) => World.Scores[i] > t);

    private static readonly ControlledRisk<double> WrongActs =
        ControlledRisk.AtMost<double>("wrong acts", 0.12, (t, i) => World.LossAct[i] == 1.0, (t, i) => World.Scores[i] <= t);

    private static readonly ControlledRisk<double>[] Both = [Budget, WrongActs];

    [Fact]
    public void Max_p_in_a_safest_first_order_of_one_risk_stalls_on_the_other_and_says_which()
    {
        // The budget is safest at the highest threshold, where the risk is worst (CTD, section 2.5).
        LearnThenTestResult<double> result = Run(RiskProcedure.FixedSequence(ConfigurationOrder.Reversed));
        Assert.Equal(RiskVerdict.SequenceBlocked, result.Verdict);
        Assert.Null(result.Chosen);
        Assert.Empty(result.Certified);
        Assert.Equal("wrong acts", result.BlockingRisk);
        Assert.Equal(1, result.HypothesesTested);
        Assert.Equal(["wrong acts"], result.Rows[40].FailedRisks);
        Assert.Equal(["delegation rate"], result.Rows[5].FailedRisks);
        Assert.Empty(result.Rows[25].FailedRisks);
        Assert.Contains("configuration 40", result.Message, StringComparison.Ordinal);

        // The other way round it stalls on the budget.
        Assert.Equal("delegation rate", Run(RiskProcedure.FixedSequence(ConfigurationOrder.Listed)).BlockingRisk);
    }

    [Fact]
    public void Split_chains_certify_the_intersection_of_what_each_chain_certifies_at_its_share()
    {
        LearnThenTestResult<double> result = Run(RiskProcedure.SplitChains(
            new RiskChain(ConfigurationOrder.Reversed),
            new RiskChain(ConfigurationOrder.Listed) { FirstTrials = 100 }));
        Assert.Equal(RiskVerdict.Certified, result.Verdict);
        int[] testing = CalibrationSplit.Random(4_000, 0.3, 4).Testing.ToArray();
        double[] budget = [.. Thresholds.Reverse().TakeWhile(t => BinomialTail.Lower(testing.Count(i => World.Scores[i] > t), testing.Length, 0.5) <= 0.05)];
        double[] risk = [.. Thresholds
            .SkipWhile(t => testing.Count(i => World.Scores[i] <= t) < 100)
            .TakeWhile(t => BinomialTail.Lower(testing.Count(i => World.Scores[i] <= t && World.LossAct[i] == 1.0), testing.Count(i => World.Scores[i] <= t), 0.12) <= 0.05)];
        Assert.Equal(budget.Intersect(risk).Order(), result.Certified.Select(row => row.Configuration));
        Assert.True(result.Certified.Count > 3);
        Assert.Equal(budget.Length + 1 + risk.Length + 1, result.HypothesesTested);
        LearnThenTestRow<double> chosen = result.Chosen!;
        Assert.All(result.Certified, row => Assert.True(row.Objective >= chosen.Objective));
        Assert.Equal((0.05, 0.05), (chosen.Level(0), chosen.Level(1)));
        Assert.Equal(HypothesisOutcome.Vacuous, result.Rows[0].Outcome(1));
    }

    [Fact]
    public void A_chain_that_is_finished_leaves_its_level_to_the_other_unless_it_began_by_counts()
    {
        // The second risk passes everywhere by far, so its chain ends and the first one goes on at the full level.
        ControlledRisk<double>[] risks = [WrongActs, ControlledRisk.AtMost<double>("never", 0.5, (_, _) => false)];
        LearnThenTestResult<double> recycled = Run(RiskProcedure.SplitChains(new RiskChain(ConfigurationOrder.Of([.. Enumerable.Range(8, 33)])), new RiskChain(ConfigurationOrder.Listed)), risks);
        LearnThenTestResult<double> apart = Run(RiskProcedure.SplitChains(new RiskChain(ConfigurationOrder.Of([.. Enumerable.Range(8, 33)])), new RiskChain(ConfigurationOrder.Listed) { FirstTrials = 1 }), risks);
        Assert.Equal(0.1, recycled.Certified[^1].Level(0));
        Assert.Equal(0.05, apart.Certified[^1].Level(0));
        Assert.True(recycled.Certified.Count >= apart.Certified.Count);
    }

    [Fact]
    public void A_single_chain_is_a_fixed_sequence()
    {
        ControlledRisk<double>[] risks = [WrongActs];
        ConfigurationOrder order = ConfigurationOrder.Of([.. Enumerable.Range(8, 33)]);
        LearnThenTestResult<double> chain = Run(RiskProcedure.SplitChains(new RiskChain(order)), risks);
        Assert.Equal(Run(RiskProcedure.FixedSequence(order), risks).Certified.Select(row => row.Index), chain.Certified.Select(row => row.Index));
        Assert.NotEmpty(chain.Certified);
        Assert.Equal("split-chains", chain.Procedure.Name);
        Assert.Contains("from 0 to 0, but was 1", Assert.Throws<ArgumentOutOfRangeException>("risk", () => chain.Rows[0].Level(1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("risk", () => chain.Rows[0].Outcome(-1));
        Assert.Throws<ArgumentNullException>("order", () => RiskProcedure.FixedSequence(null!));
    }

    [Fact]
    public void A_chain_tests_at_its_share_of_the_level()
    {
        LearnThenTestResult<double> result = Run(RiskProcedure.SplitChains(
            new RiskChain(ConfigurationOrder.Reversed) { Share = 0.8 },
            new RiskChain(ConfigurationOrder.Of([.. Enumerable.Range(8, 33)])) { Share = 0.2 }));
        LearnThenTestRow<double> tested = result.Certified[0];
        Assert.Equal(0.08, tested.Level(0)!.Value, 1e-15);
        Assert.Equal(0.02, tested.Level(1)!.Value, 1e-15);
    }

    [Fact]
    public void A_learned_order_finds_the_middle_where_both_risks_are_kept_at_the_full_level()
    {
        LearnThenTestResult<double> result = Run(RiskProcedure.FixedSequence(ConfigurationOrder.Learned));
        Assert.Equal(RiskVerdict.Certified, result.Verdict);
        Assert.All(result.Certified, row =>
        {
            Assert.Equal((0.1, 0.1), (row.Level(0), row.Level(1)));
            Assert.True(row.PValue <= 0.1);
            Assert.Equal(Math.Max(row.Measurement(0).PValue, row.Measurement(1).PValue), row.PValue);
            Assert.Empty(row.FailedRisks);
        });
        int[] choosing = CalibrationSplit.Random(4_000, 0.3, 4).Choosing.ToArray();
        double first = Thresholds.MinBy(t => Math.Max(Budget.Measure(t, choosing).LogPValue, WrongActs.Measure(t, choosing).LogPValue));
        Assert.True(result.Rows.Single(row => row.Configuration == first).Tested);
    }

    [Fact]
    public void The_objective_sees_choosing_items_only_and_ties_go_to_the_first_listed()
    {
        var split = CalibrationSplit.Random(4_000, 0.3, 4);
        LearnThenTestResult<double> result = LearnThenTest.Run(
            Thresholds,
            Both,
            split,
            RiskProcedure.FixedSequence(ConfigurationOrder.Learned),
            (_, items) =>
            {
                Assert.Equal(split.Choosing.ToArray(), items);
                return 1.0;
            });
        Assert.Equal(result.Certified[0], result.Chosen);
        Assert.True(result.Certified.Count > 1);
        Assert.All(result.Rows, row => Assert.Equal(row.Certified, row.Objective is not null));
    }

    [Fact]
    public void Without_choosing_items_the_testing_ones_judge_and_nothing_can_be_learned()
    {
        var split = CalibrationSplit.TestingOnly(4_000);
        LearnThenTestResult<double> result = LearnThenTest.Run(Thresholds, Both, split, RiskProcedure.Holm, (t, items) => items.Count == 4_000 ? t : double.NaN);
        Assert.Equal(RiskVerdict.Certified, result.Verdict);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => LearnThenTest.Run(Thresholds, Both, split, RiskProcedure.FixedSequence(ConfigurationOrder.Learned), (t, _) => t));
        Assert.Contains("items that choose", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unordered_procedures_sequences_and_graphs_reject_what_their_tests_reject()
    {
        double[] pValues = [.. Run(RiskProcedure.Holm).Rows.Select(row => row.PValue)];
        AssertRejects(RiskProcedure.Holm, FamilywiseTest.Holm(pValues, 0.1));
        AssertRejects(RiskProcedure.Bonferroni, FamilywiseTest.Bonferroni(pValues, 0.1));
        AssertRejects(RiskProcedure.MultiStart(ConfigurationOrder.Listed, 5), FamilywiseTest.MultiStart(pValues, FamilywiseTest.EvenStarts(41, 5), 0.1));
        AssertRejects(RiskProcedure.MultiStart(ConfigurationOrder.Of([.. Enumerable.Range(24, 17)]), 1), FamilywiseTest.FixedSequence(pValues.AsSpan(24), 0.1), 24);
        TestGraph graph = TestGraph.Chains(24, 17);
        AssertRejects(RiskProcedure.Graphical(graph), FamilywiseTest.Graphical(graph, pValues, 0.1));
        Assert.Equal(41, Run(RiskProcedure.MultiStart(ConfigurationOrder.Listed, 1_000)).HypothesesTested);
    }

    [Fact]
    public void What_stands_in_the_way_is_told_apart()
    {
        ControlledRisk<double> impossible = ControlledRisk.AtMost<double>("always", 0.5, (_, _) => true);
        LearnThenTestResult<double> tooHigh = Run(RiskProcedure.Holm, [Budget, impossible]);
        Assert.Equal((RiskVerdict.RiskTooHigh, "always"), (tooHigh.Verdict, tooHigh.BlockingRisk));

        // Each passes somewhere, never together: a tenth may be delegated, and acting is wrong above one half.
        ControlledRisk<double> tight = ControlledRisk.AtMost<double>("tenth", 0.1, (t, i) => World.Scores[i] > t);
        ControlledRisk<double> strict = ControlledRisk.AtMost<double>("half", 0.1, (t, i) => World.Scores[i] > 0.5, (t, i) => World.Scores[i] <= t);
        LearnThenTestResult<double> incompatible = Run(RiskProcedure.Holm, [tight, strict]);
        Assert.Equal((RiskVerdict.RisksIncompatible, null), (incompatible.Verdict, incompatible.BlockingRisk));
        Assert.Contains("none are all", incompatible.Message, StringComparison.Ordinal);

        LearnThenTestResult<double> few = LearnThenTest.Run(Thresholds, Both, CalibrationSplit.TestingOnly(10), RiskProcedure.Holm, (t, _) => t);
        Assert.Equal(RiskVerdict.InsufficientSamples, few.Verdict);

        // Bonferroni's share is too small for the one that would pass alone.
        ControlledRisk<double> close = ControlledRisk.Measured<double>("close", 0.5, (t, items) => new RiskMeasurement(t == 0.5 ? 0.05 : 1.0, 0.4, items.Count));
        LearnThenTestResult<double> blocked = Run(RiskProcedure.Bonferroni, [close]);
        Assert.Equal((RiskVerdict.SequenceBlocked, null), (blocked.Verdict, blocked.BlockingRisk));
        Assert.Contains("1 of 41", blocked.Message, StringComparison.Ordinal);
        Assert.Equal(default(RiskVerdict), RiskVerdict.InsufficientSamples);
    }

    [Fact]
    public void A_p_value_equal_to_the_level_rejects()
    {
        // P(Bin(2, .5) <= 0) is exactly .25 (papers.md 2.8, defect 6).
        ControlledRisk<int> risk = ControlledRisk.AtMost<int>("coin", 0.5, (_, _) => false);
        LearnThenTestResult<int> at = LearnThenTest.Run([0], [risk], CalibrationSplit.TestingOnly(2), RiskProcedure.FixedSequence(ConfigurationOrder.Listed), (_, _) => 0.0, 0.25);
        LearnThenTestResult<int> below = LearnThenTest.Run([0], [risk], CalibrationSplit.TestingOnly(2), RiskProcedure.FixedSequence(ConfigurationOrder.Listed), (_, _) => 0.0, Math.BitDecrement(0.25));
        Assert.Equal(RiskVerdict.Certified, at.Verdict);
        Assert.NotEqual(RiskVerdict.Certified, below.Verdict);
        Assert.Empty(at.Rows[0].FailedRisks);
        Assert.Equal(["coin"], below.Rows[0].FailedRisks);
    }

    [Fact]
    public void Families_that_do_not_fit_are_refused()
    {
        var split = CalibrationSplit.TestingOnly(100);
        RiskProcedure holm = RiskProcedure.Holm;
        Func<double, IReadOnlyList<int>, double> objective = (t, _) => t;
        Assert.Throws<ArgumentException>("configurations", () => LearnThenTest.Run([], Both, split, holm, objective));
        Assert.Throws<ArgumentException>("risks", () => LearnThenTest.Run(Thresholds, [], split, holm, objective));
        Assert.Contains("'wrong acts'", Assert.Throws<ArgumentException>("risks", () => LearnThenTest.Run(Thresholds, [WrongActs, Budget, WrongActs], split, holm, objective)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("configurations", () => LearnThenTest.Run<string>(["a", null!], [ControlledRisk.AtMost<string>("x", 0.5, (_, _) => false)], split, holm, (_, _) => 0.0));
        Assert.Throws<ArgumentNullException>("risks", () => LearnThenTest.Run(Thresholds, [Budget, null!], split, holm, objective));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => LearnThenTest.Run(Thresholds, Both, split, holm, objective, double.NaN));
        Assert.Throws<InvalidOperationException>(() => LearnThenTest.Run(Thresholds, Both, split, RiskProcedure.Graphical(TestGraph.Holm(7)), objective));
        Assert.Throws<InvalidOperationException>(() => LearnThenTest.Run(Thresholds, Both, split, RiskProcedure.FixedSequence(ConfigurationOrder.Of(41)), objective));
        Assert.Throws<InvalidOperationException>(() => LearnThenTest.Run(Thresholds, Both, split, RiskProcedure.SplitChains(new RiskChain(ConfigurationOrder.Listed)), objective));
        Assert.Contains("number 0", Assert.Throws<InvalidOperationException>(() => LearnThenTest.Run([0.0], [ControlledRisk.AtMost<double>("x", 0.5, (_, _) => false)], split, holm, (_, _) => double.NaN)).Message.Replace("configuration 0", "number 0", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_and_chains_that_make_no_sense_are_refused_when_they_are_made()
    {
        Assert.Throws<ArgumentException>("configurations", () => ConfigurationOrder.Of());
        Assert.Contains("configurations[2]", Assert.Throws<ArgumentException>("configurations", () => ConfigurationOrder.Of(0, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("configurations", () => ConfigurationOrder.Of(-1));
        Assert.Throws<ArgumentNullException>("order", () => new RiskChain(null!));
        Assert.Throws<ArgumentOutOfRangeException>("Share", () => new RiskChain(ConfigurationOrder.Listed) { Share = 1.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RiskChain(ConfigurationOrder.Listed) { FirstTrials = -1 });
        Assert.Throws<ArgumentException>("chains", () => RiskProcedure.SplitChains());
        Assert.Throws<ArgumentException>("chains", () => RiskProcedure.SplitChains(new RiskChain(ConfigurationOrder.Listed) { Share = 0.6 }, new RiskChain(ConfigurationOrder.Listed) { Share = 0.5 }));
        Assert.Throws<ArgumentException>("chains", () => RiskProcedure.SplitChains(new RiskChain(ConfigurationOrder.Listed) { Share = 0.6 }, new RiskChain(ConfigurationOrder.Listed)));
        Assert.Throws<ArgumentOutOfRangeException>("starts", () => RiskProcedure.MultiStart(ConfigurationOrder.Listed, 0));
        Assert.Throws<ArgumentNullException>("graph", () => RiskProcedure.Graphical(null!));
    }

    [Fact]
    public void A_chain_may_begin_by_counts_only_where_they_never_fall()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Run(RiskProcedure.SplitChains(
            new RiskChain(ConfigurationOrder.Listed),
            new RiskChain(ConfigurationOrder.Reversed) { FirstTrials = 10 })));
        Assert.Contains("'wrong acts'", error.Message, StringComparison.Ordinal);
        Assert.Contains("nested", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRejects(RiskProcedure procedure, FamilywiseResult expected, int from = 0)
    {
        LearnThenTestResult<double> result = Run(procedure);
        Assert.Equal(expected.Rejected.Select(index => index + from), result.Certified.Select(row => row.Index));
        Assert.NotEmpty(expected.Rejected);
        Assert.Equal(expected.Rejected.Select(index => expected.Level(index)), result.Certified.Select(row => row.Level(1)));
    }

    private static LearnThenTestResult<double> Run(RiskProcedure procedure, ControlledRisk<double>[]? risks = null) => LearnThenTest.Run(
        Thresholds,
        risks ?? Both,
        CalibrationSplit.Random(4_000, 0.3, 4),
        procedure,
        (t, items) => items.Count(i => World.Scores[i] > t ? World.LossEscalate[i] == 1.0 : World.LossAct[i] == 1.0));
}
