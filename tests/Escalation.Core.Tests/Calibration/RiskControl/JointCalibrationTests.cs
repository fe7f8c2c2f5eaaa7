using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class JointCalibrationTests
{
    private static readonly JointWorld Rising = JointWorld.Rising(2_000, 5);

    [Fact]
    public void Both_promises_stand_in_the_certificate_with_what_it_takes_to_recompute_them()
    {
        var options = new JointCalibrationOptions(budget: 0.6, maxRisk: 0.1, costRatio: 10.0) { ScoreId = "delegation_value", Seed = 9, Expires = DateTimeOffset.UnixEpoch };
        Certificate certificate = Certify(Rising, options);
        Assert.Equal((RiskSubject.Acted, ScoreDirection.HigherDelegates, ">"), (certificate.RiskOf, certificate.Direction, certificate.Comparison));
        Assert.Equal((0.1, 0.1, 1400L), (certificate.Alpha, certificate.Delta, certificate.N));
        Assert.Equal(0.05, certificate.Level);
        Assert.Equal(BinomialTail.Lower(certificate.K, certificate.ActedCount, 0.1), certificate.PValue);
        Assert.True(certificate.PValue <= 0.05);
        BudgetClaim budget = certificate.Budget!;
        Assert.Equal((0.6, 0.05, certificate.N - certificate.ActedCount), (budget.Alpha, budget.Level, budget.K));
        Assert.Equal(BinomialTail.Lower(budget.K, 1400, 0.6), budget.PValue);
        Assert.True(budget.PValue <= 0.05 && budget.UpperBound <= 0.6);
        Assert.Equal((0.3, 600L, 10.0), (certificate.Choice!.Share, certificate.Choice.Items, certificate.Choice.CostRatio));
        Assert.Equal((9L, CertificateProcedure.FixedSequence, SequenceStart.TwiceFloor), (certificate.Seed, certificate.Procedure, certificate.Start));
        Assert.Equal((double)budget.K / 1400.0, certificate.EmpiricalRate);
        Assert.Equal((double)certificate.K / certificate.ActedCount, certificate.EmpiricalRisk);
        Assert.Equal((1000, ThresholdPurpose.Risk, "delegation_value"), (certificate.Grid!.Count, certificate.Purpose, certificate.ScoreId));
        Assert.Equal(DateTimeOffset.UnixEpoch, certificate.Expires);
        Assert.Contains("an error rate among acted items of at most 0.1 and a delegation rate of at most 0.6", certificate.Description, StringComparison.Ordinal);
        Assert.Contains("600 items apart", certificate.ToText(), StringComparison.Ordinal);
    }

    /// <summary>Where every act is wrong no threshold has a bound below one, and the first stands for all.</summary>
    [Fact]
    public void All_errors_leave_the_first_threshold_with_a_bound_of_one()
    {
        JointWorld world = JointWorld.Draw(1_000, 3, static _ => 1.0);
        var answer = Assert.IsType<RiskTooHigh>(Run(world, new JointCalibrationOptions(0.6, 0.1, 10.0) { Grid = ThresholdGrid.Even(0.0, 1.0, 11) }));
        Assert.Equal((0.0, 1.0), (answer.BestThreshold, answer.BestUpperBound));
    }

    [Fact]
    public void The_grid_spans_the_scores_of_the_choosing_items_and_no_others()
    {
        var options = new JointCalibrationOptions(0.6, 0.1, 10.0) { Seed = 4 };
        double[] choosing = [.. CalibrationSplit.Random(2_000, 0.3, 4).Choosing.ToArray().Select(item => Rising.Scores[item])];
        GridSummary grid = Certify(Rising, options).Grid!;
        Assert.Equal((choosing.Min(), choosing.Max(), 1000), (grid.First, grid.Last, grid.Count));
        Assert.NotEqual((Rising.Scores.Min(), Rising.Scores.Max()), (grid.First, grid.Last));
    }

    [Fact]
    public void Wrong_acts_dear_enough_choose_the_strictest_certified_threshold_and_cheap_ones_the_most_permissive()
    {
        // "No harm": less is delegated than the budget allows where escalating costs more than it saves.
        JointWorld world = JointWorld.Draw(4_000, 5, score => 0.2 * score);
        CalibrationResult dear = Run(world, new JointCalibrationOptions(0.6, 0.1, 1_000.0));
        CalibrationResult cheap = Run(world, new JointCalibrationOptions(0.6, 0.1, 0.001));
        double[] certified = [.. dear.Hypotheses.Where(row => row.Certified).Select(row => row.Threshold)];
        Assert.True(certified.Length > 50);
        Assert.Equal(certified, cheap.Hypotheses.Where(row => row.Certified).Select(row => row.Threshold));
        Assert.Equal(certified[^1], ((Certified)cheap).Certificate.Threshold);

        // Of neighbours that delegate the same choosing items the higher one wins the tie, so only the items decide here.
        double[] choosing = [.. CalibrationSplit.Random(4_000, 0.3, 0).Choosing.ToArray().Select(item => world.Scores[item])];
        double strictest = ((Certified)dear).Certificate.Threshold;
        Assert.True(strictest < certified[^1] - 0.1);
        Assert.Equal(strictest, certified.Last(threshold => choosing.Count(score => score > threshold) == choosing.Count(score => score > strictest)));
    }

    [Fact]
    public void The_chain_begins_where_the_budget_begins_so_that_early_mistakes_outside_it_do_not_block()
    {
        // The lowest tenth is bad, so a chain from the strictest threshold fails at once; no budget would ever act on so little.
        JointWorld world = JointWorld.Draw(1_500, 21, score => score < 0.1 ? 0.3 : 0.05 * score);
        var options = new JointCalibrationOptions(0.4, 0.1, 5.0);
        var split = CalibrationSplit.Random(1_500, 0.3, 0);
        double[] scores = [.. split.Testing.ToArray().Select(item => -world.Scores[item])];
        double[] losses = [.. split.Testing.ToArray().Select(item => world.LossAct[item])];
        Assert.IsType<SequenceBlocked>(SelectiveRisk.Calibrate(scores, losses, new SelectiveRiskOptions(0.1, 0.05) { Grid = ThresholdGrid.Even(-1.0, 0.0) }));
        CalibrationResult result = Run(world, options);
        Assert.IsType<Certified>(result);
        Hypothesis first = result.Hypotheses.First(row => row.Tested);
        long allowed = BinomialBudget.LargestCount(1050, 0.4, 0.05);
        Assert.True(1050 - first.Acted <= allowed);
        Assert.All(result.Hypotheses.Where(row => row.Threshold < first.Threshold), row => Assert.True(1050 - row.Acted > allowed));
    }

    [Fact]
    public void A_risk_that_needs_more_delegation_than_the_budget_certifies_is_an_answer_with_both_rates()
    {
        // Acting on scores up to t has risk 0.3 t: the risk of .1 needs two thirds delegated, the budget is a fifth.
        JointWorld world = JointWorld.Draw(3_000, 8, score => 0.6 * score);
        var options = new JointCalibrationOptions(0.2, 0.1, 5.0);
        var answer = Assert.IsType<BudgetInfeasible>(Run(world, options));
        Assert.Equal("budgetInfeasible", answer.Status);
        Assert.Equal((2100L, 0.2, 0.1), (answer.N, answer.Budget, answer.Alpha));
        Assert.Equal(BinomialBudget.LargestCount(2100, 0.2, 0.05) / 2100.0, answer.CertifiableRate);
        Assert.InRange(answer.NeededRate, 0.66, 0.85);
        Hypothesis row = answer.Hypotheses.Single(hypothesis => hypothesis.Threshold == answer.RiskThreshold);
        Assert.Equal((2100 - row.Acted) / 2100.0, answer.NeededRate);
        Assert.True(row.PValue <= 0.05);
        Assert.All(answer.Hypotheses.Where(hypothesis => hypothesis.Threshold > row.Threshold), hypothesis => Assert.True(hypothesis.PValue > 0.05));
        Assert.DoesNotContain(answer.Hypotheses, hypothesis => hypothesis.Certified);
        Assert.Contains("certifies at most 0.18", answer.Message, StringComparison.Ordinal);

        // Each promise alone can be had.
        double[] negated = [.. world.Scores.Select(score => -score)];
        Assert.IsType<Certified>(SelectiveRisk.Calibrate(negated, world.LossAct, new SelectiveRiskOptions(0.1, 0.05)));
        Assert.IsType<Certified>(DelegationBudget.Calibrate(world.Scores, new DelegationBudgetOptions(0.2, 0.05)));
        Assert.IsType<Certified>(Run(world, new JointCalibrationOptions(0.9, 0.1, 5.0)));
    }

    [Fact]
    [Trait("Row", "29")]
    public void Errors_everywhere_are_a_risk_too_high_and_early_errors_a_blocked_sequence()
    {
        var answer = Assert.IsType<RiskTooHigh>(Run(JointWorld.Draw(1_000, 4, _ => 0.5), new JointCalibrationOptions(0.5, 0.1, 5.0)));
        Hypothesis best = answer.Hypotheses.Where(row => row.Acted > 0).MinBy(row => ClopperPearson.Upper(row.Errors, row.Acted, 0.05));
        Assert.Equal((best.Threshold, ClopperPearson.Upper(best.Errors, best.Acted, 0.05)), (answer.BestThreshold, answer.BestUpperBound));

        // Bad up to one half, perfect above: acting on everything would pass alone, but the budget's edge lies in the bad half.
        JointWorld world = JointWorld.Draw(2_000, 4, score => score < 0.5 ? 0.13 : 0.0);
        var blocked = Assert.IsType<SequenceBlocked>(Run(world, new JointCalibrationOptions(0.6, 0.1, 5.0)));
        Assert.True(blocked.PassingAlone > 100 && blocked.At.Tested && blocked.At.PValue > 0.05);
        Assert.True(1400 - blocked.At.Acted <= BinomialBudget.LargestCount(1400, 0.6, 0.05));
    }

    [Theory]
    [Trait("Row", "27")]
    [InlineData(0, 0.2, 0.3, 0, 14)]
    [InlineData(18, 0.2, 0.3, 13, 14)]
    [InlineData(3, 0.95, 0.3, 0, 1)]
    [InlineData(30, 0.5, 0.01, 21, 598)]
    [InlineData(30, 0.5, 0.1, 21, 58)]
    public void Too_few_items_say_how_many_it_takes(int n, double budget, double risk, long have, long need)
    {
        JointWorld world = JointWorld.Draw(n, 3, _ => 0.0);
        var answer = Assert.IsType<InsufficientSamples>(Run(world, new JointCalibrationOptions(budget, risk, 5.0) { Grid = ThresholdGrid.Even(0.0, 1.0, 11) }));
        Assert.Equal((have, need), (answer.Have, answer.Need));
        Assert.Equal(n - (int)(0.3 * n), answer.N);
    }

    [Fact]
    public void The_risk_of_all_items_counts_wrong_escalations_too()
    {
        JointWorld world = JointWorld.Draw(2_000, 13, score => 0.3 * score, riskOfEscalating: 0.05);
        var options = new JointCalibrationOptions(0.6, 0.12, 20.0) { RiskOf = RiskSubject.All, Seed = 2 };
        Certificate certificate = Certify(world, options);
        int[] testing = CalibrationSplit.Random(2_000, 0.3, 2).Testing.ToArray();
        int errors = testing.Count(item => (world.Scores[item] > certificate.Threshold ? world.LossEscalate : world.LossAct)[item] == 1.0);
        Assert.Equal((errors, 1400L, null), (certificate.K, certificate.N, certificate.Start));
        Assert.Equal(BinomialTail.Lower(errors, 1400, 0.12), certificate.PValue);
        Assert.Equal(errors / 1400.0, certificate.EmpiricalRisk);
        Assert.Contains("over all items", certificate.Description, StringComparison.Ordinal);
        Assert.True(CertificateVerifier.Verify(certificate, world.Scores, world.LossAct, world.LossEscalate).Agrees);

        // An expert who is worse than the bound everywhere leaves nothing to certify, and no budget is to blame.
        JointWorld weak = JointWorld.Draw(2_000, 13, _ => 0.4, riskOfEscalating: 0.3);
        Assert.IsType<RiskTooHigh>(Run(weak, options));
    }

    [Fact]
    public void A_weak_expert_lets_the_learned_order_begin_in_the_middle()
    {
        // Escalating everything errs at .2, acting on everything at .25, the best threshold well below .12.
        JointWorld world = JointWorld.Draw(4_000, 17, score => score < 0.5 ? 0.02 : 0.48, riskOfEscalating: 0.2);
        CalibrationResult result = Run(world, new JointCalibrationOptions(0.7, 0.15, 20.0) { RiskOf = RiskSubject.All });
        Certificate certificate = Assert.IsType<Certified>(result).Certificate;
        Assert.InRange(certificate.Threshold, 0.3, 0.65);
        Assert.False(result.Hypotheses[0].Tested);
        Assert.False(result.Hypotheses[^1].Certified);
    }

    [Fact]
    public void The_share_of_the_budget_moves_level_between_the_promises_and_never_adds_any()
    {
        foreach (double share in (double[])[0.1, 0.25, 1.0 / 3.0, 0.9])
        {
            foreach (double delta in (double[])[0.05, 0.1, 0.3])
            {
                var options = new JointCalibrationOptions(0.5, 0.12, 5.0, delta) { BudgetShare = share };
                Assert.InRange(options.BudgetLevel, Math.BitDecrement(delta * share), delta * share);
                Assert.True((decimal)options.BudgetLevel + (decimal)options.RiskLevel <= (decimal)delta);
                Assert.Equal(delta, options.BudgetLevel + options.RiskLevel, 1e-15);
                Certificate certificate = Certify(Rising, options);
                Assert.Equal((options.BudgetLevel, options.RiskLevel), (certificate.Budget!.Level, certificate.Level));
                Assert.True(CertificateVerifier.Verify(certificate, Rising.Scores, Rising.LossAct, Rising.LossEscalate).Agrees);
            }
        }
    }

    [Fact]
    public void What_is_certified_is_what_the_deployed_policy_does()
    {
        Certificate certificate = Certify(Rising, new JointCalibrationOptions(0.6, 0.1, 10.0));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.DelegationValue(above: Certificate.Parse(certificate.ToJson())));
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        int escalated = 0;
        int wrongActs = 0;
        foreach (int item in CalibrationSplit.Random(2_000, 0.3, 0).Testing)
        {
            EscalationDecision decision = policy.Decide(new AgentTurn { DelegationValue = Rising.Scores[item] });
            escalated += decision.Outcome == DecisionOutcome.EscalateToPerson ? 1 : 0;
            wrongActs += decision.Outcome == DecisionOutcome.Act && Rising.LossAct[item] == 1.0 ? 1 : 0;
        }

        Assert.Equal((certificate.Budget!.K, certificate.K), (escalated, wrongActs));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { DelegationValue = certificate.Threshold }).Outcome);
    }

    [Fact]
    [Trait("Row", "31")]
    public void Ties_go_with_their_threshold_whole()
    {
        double[] scores = [.. Enumerable.Range(0, 900).Select(i => i % 3 == 0 ? 0.8 : 0.2)];
        double[] lossAct = [.. Enumerable.Range(0, 900).Select(i => i % 3 == 0 ? 1.0 : 0.0)];
        var options = new JointCalibrationOptions(0.5, 0.1, 5.0) { Grid = ThresholdGrid.Of(0.1, 0.2, 0.5, 0.8) };
        CalibrationResult result = JointCalibration.Calibrate(scores, lossAct, new double[900], options);
        Assert.Equal([false, true, true, false], result.Hypotheses.Select(row => row.Certified));

        // Both certified thresholds cost the same, and the tie goes to the higher one.
        Assert.Equal(0.5, Assert.IsType<Certified>(result).Certificate.Threshold);
    }

    [Fact]
    [Trait("Row", "33")]
    public void Columns_that_do_not_fit_are_refused_by_name_and_place()
    {
        var options = new JointCalibrationOptions(0.5, 0.1, 5.0);
        Assert.Contains("scores[1]", Assert.Throws<ArgumentException>("scores", () => JointCalibration.Calibrate([0.1, double.NaN], [0, 0], [0, 0], options)).Message, StringComparison.Ordinal);
        Assert.Contains("lossAct[0]", Assert.Throws<ArgumentException>("lossAct", () => JointCalibration.Calibrate([0.1, 0.2], [0.5, 0], [0, 0], options)).Message, StringComparison.Ordinal);
        Assert.Contains("lossEscalate[1]", Assert.Throws<ArgumentException>("lossEscalate", () => JointCalibration.Calibrate([0.1, 0.2], [0, 0], [0, double.NaN], options)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("lossEscalate", () => JointCalibration.Calibrate([0.1, 0.2], [0, 0], [0], options));
        Assert.Throws<ArgumentNullException>("options", () => JointCalibration.Calibrate([0.1], [0], [0], null!));
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        foreach (double level in (double[])[0.0, 1.0, -1.0, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>("budget", () => new JointCalibrationOptions(level, 0.1, 1.0));
            Assert.Throws<ArgumentOutOfRangeException>("maxRisk", () => new JointCalibrationOptions(0.1, level, 1.0));
            Assert.Throws<ArgumentOutOfRangeException>("delta", () => new JointCalibrationOptions(0.1, 0.1, 1.0, level));
            Assert.Throws<ArgumentOutOfRangeException>("BudgetShare", () => new JointCalibrationOptions(0.1, 0.1, 1.0) { BudgetShare = level });
            Assert.Throws<ArgumentOutOfRangeException>("ChoosingShare", () => new JointCalibrationOptions(0.1, 0.1, 1.0) { ChoosingShare = level });
        }

        foreach (double ratio in (double[])[0.0, -1.0, double.NaN, double.PositiveInfinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>("costRatio", () => new JointCalibrationOptions(0.1, 0.1, ratio));
        }

        Assert.Throws<ArgumentOutOfRangeException>("Seed", () => new JointCalibrationOptions(0.1, 0.1, 1.0) { Seed = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("Seed", () => new JointCalibrationOptions(0.1, 0.1, 1.0) { Seed = 1L << 53 });
        Assert.Equal((1L << 53) - 1, new JointCalibrationOptions(0.1, 0.1, 1.0) { Seed = (1L << 53) - 1 }.Seed);
        Assert.Throws<ArgumentOutOfRangeException>("RiskOf", () => new JointCalibrationOptions(0.1, 0.1, 1.0) { RiskOf = (RiskSubject)7 });
        Assert.Throws<ArgumentOutOfRangeException>("Start", () => new JointCalibrationOptions(0.1, 0.1, 1.0) { Start = (SequenceStart)7 });
        Assert.Throws<ArgumentException>("DataSha256", () => new JointCalibrationOptions(0.1, 0.1, 1.0) { DataSha256 = "ABC" });
    }

    private static CalibrationResult Run(JointWorld world, JointCalibrationOptions options) => JointCalibration.Calibrate(world.Scores, world.LossAct, world.LossEscalate, options);

    private static Certificate Certify(JointWorld world, JointCalibrationOptions options) => Assert.IsType<Certified>(Run(world, options)).Certificate;
}
