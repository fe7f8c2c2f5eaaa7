using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class ParetoTestingTests
{
    /// <summary>Escalating helps above one half and harms below, as with a weak expert.</summary>
    private static readonly JointWorld Weak = JointWorld.Draw(793, 6, score => score > 0.5 ? 0.5 : 0.05, riskOfEscalating: 0.2);

    /// <summary>The riskier configuration stands first in the list; the one that the choosing items find safer is tested first all the same.</summary>
    [Fact]
    public void The_front_is_walked_from_the_surest_whatever_the_order_of_the_list()
    {
        double[] thresholds = [0.8, 0.5, 0.9, 0.6];
        ControlledRisk<double> budget = ControlledRisk.AtMost<double>("budget", 0.3, (t, i) => Weak.Scores[i] > t);
        LearnThenTestResult<double> result = ParetoTesting.Run(thresholds, [budget], CalibrationSplit.Random(793, 0.3, 1), (t, _) => t);
        Assert.Equal([0.8, 0.9], result.Certified.Select(row => row.Configuration).Order());
        Assert.Equal(3, result.HypothesesTested);
        Assert.Equal(0.8, result.Chosen!.Configuration);
    }

    [Fact]
    public void A_failure_at_the_lowest_threshold_counts_as_tested()
    {
        Certificate certificate = Assert.IsType<Certified>(Run(new ParetoCalibrationOptions(0.3) { Grid = ThresholdGrid.Of(0.1, 0.9) })).Certificate;
        Assert.Equal((0.9, 2), (certificate.Threshold, certificate.HypothesesTested));
        Certificate all = Assert.IsType<Certified>(Run(new ParetoCalibrationOptions(0.3) { Grid = ThresholdGrid.Of(0.8, 0.9) })).Certificate;
        Assert.Equal((0.8, 2), (all.Threshold, all.HypothesesTested));
        Assert.All(Run(new ParetoCalibrationOptions(0.3) { Grid = ThresholdGrid.Of(0.8, 0.9) }).Hypotheses, row => Assert.True(row.Certified));
        Assert.Throws<ArgumentOutOfRangeException>("Seed", () => new ParetoCalibrationOptions(0.3) { Seed = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("Seed", () => new ParetoCalibrationOptions(0.3) { Seed = 1L << 53 });
    }

    [Fact]
    public void The_front_keeps_what_nothing_beats()
    {
        double[][] points = [[1, 5], [2, 4], [2, 5], [3, 3], [3, 3], [4, 3], [5, 1], [6, 6]];
        Assert.Equal([true, true, false, true, true, false, true, false], ParetoFront.Efficient(points));
        Assert.Equal([true, false], ParetoFront.Efficient([[double.NegativeInfinity], [0.0]]));
        Assert.Empty(ParetoFront.Efficient([]));
    }

    [Fact]
    public void A_budget_with_the_best_performance_is_the_recipe_of_calibrate_then_delegate()
    {
        // 30 % choose, 70 % test (237 and 556 of 793), 100 thresholds; front of (budget, error) on the choosing items from the highest threshold down; exact p <= delta.
        double[] thresholds = [.. Enumerable.Range(0, 100).Select(i => -0.01 + (1.02 * (99 - i) / 99))];
        var split = CalibrationSplit.Random(793, 0.3, 1);
        Assert.Equal((237, 556), (split.Choosing.Length, split.Testing.Length));
        ControlledRisk<double> budget = ControlledRisk.AtMost<double>("budget", 0.6, (t, i) => Weak.Scores[i] > t);
        LearnThenTestResult<double> result = ParetoTesting.Run(thresholds, [budget], split, (t, items) => Errors(t, items) / (double)items.Count);

        int[] choosing = split.Choosing.ToArray();
        int[] testing = split.Testing.ToArray();
        double[] front = [.. thresholds.Where(t => thresholds.All(other =>
            Delegated(other, choosing) > Delegated(t, choosing)
            || Errors(other, choosing) > Errors(t, choosing)
            || (Delegated(other, choosing) == Delegated(t, choosing) && Errors(other, choosing) == Errors(t, choosing))))];
        double[] certified = [.. front.TakeWhile(t => BinomialTail.Lower(Delegated(t, testing), 556, 0.6) <= 0.1)];
        Assert.Equal(certified, result.Certified.Select(row => row.Configuration));
        Assert.Equal(certified.Length + (certified.Length < front.Length ? 1 : 0), result.HypothesesTested);
        Assert.Equal(certified.MinBy(t => Errors(t, choosing)), result.Chosen!.Configuration);
        Assert.All(result.Rows.Where(row => !front.Contains(row.Configuration)), row => Assert.False(row.Tested));

        // No harm: less than the budget is delegated, because the expert is worse below one half.
        Assert.InRange(result.Chosen.Configuration, 0.45, 0.6);
        Assert.True(Delegated(result.Chosen.Configuration, testing) < 0.6 * 556 * 0.95);
    }

    [Fact]
    public void The_calibration_takes_the_threshold_that_walking_the_front_takes()
    {
        foreach (long seed in (long[])[1, 2, 3])
        {
            foreach (double level in (double[])[0.1, 0.3, 0.6])
            {
                var grid = ThresholdGrid.Even(-0.01, 1.01, 100);
                var split = CalibrationSplit.Random(793, 0.3, seed);
                ControlledRisk<double> budget = ControlledRisk.AtMost<double>("budget", level, (t, i) => Weak.Scores[i] > t);
                LearnThenTestResult<double> walked = ParetoTesting.Run([.. grid.Thresholds.ToArray().Reverse()], [budget], split, (t, items) => Errors(t, items));
                Certificate certificate = Certify(new ParetoCalibrationOptions(level) { Grid = grid, Seed = seed });
                Assert.Equal(walked.Chosen!.Configuration, certificate.Threshold);
                Assert.Equal(walked.Chosen.PValue, certificate.PValue);
            }
        }
    }

    [Fact]
    public void The_certificate_promises_the_budget_and_describes_the_choice()
    {
        Certificate certificate = Certify(new ParetoCalibrationOptions(0.6) { Seed = 3, ScoreId = "dv" });
        Assert.Equal((null, 0.6, 0.1, 556L), (certificate.RiskOf, certificate.Alpha, certificate.Level, certificate.N));
        Assert.Equal((ThresholdPurpose.Budget, ScoreDirection.HigherDelegates, "dv"), (certificate.Purpose, certificate.Direction, certificate.ScoreId));
        int[] choosing = CalibrationSplit.Random(793, 0.3, 3).Choosing.ToArray();
        Assert.Equal(new SplitChoice(0.3, 237, null, Errors(certificate.Threshold, choosing) / 237.0), certificate.Choice);
        Assert.Equal((choosing.Min(i => Weak.Scores[i]), choosing.Max(i => Weak.Scores[i])), (certificate.Grid!.First, certificate.Grid.Last));
        Certificate parsed = Certificate.Parse(certificate.ToJson());
        CertificateVerification verification = CertificateVerifier.Verify(parsed, Weak.Scores, Weak.LossAct, Weak.LossEscalate);
        Assert.True(verification.Agrees, verification.ToString());
        Assert.Empty(verification.NotRecomputed);
        Assert.Throws<ArgumentException>("certificate", () => CertificateVerifier.Verify(parsed, Weak.Scores));
        Certificate forged = Certificates.Mutate(certificate, document => document["choice"]!["expectedCost"] = 0.01);
        Assert.Equal("choice.expectedCost", Assert.Single(CertificateVerifier.Verify(forged, Weak.Scores, Weak.LossAct, Weak.LossEscalate).Differences).Field);
        Assert.Contains("error rate", certificate.ToText(), StringComparison.Ordinal);

        EscalationPolicy policy = EscalationPolicy.Build(p => p.DelegationValue(above: parsed));
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Equal(certificate.K, CalibrationSplit.Random(793, 0.3, 3).Testing.ToArray().Count(i => policy.Decide(new AgentTurn { DelegationValue = Weak.Scores[i] }).Outcome != DecisionOutcome.Act));
    }

    [Fact]
    public void Costs_weigh_escalations_against_wrong_answers()
    {
        CalibrationResult dear = Run(new ParetoCalibrationOptions(0.9) { CostRatio = 0.01 });
        Certificate certificate = Assert.IsType<Certified>(dear).Certificate;
        Assert.Equal(certificate.Grid!.Last, certificate.Threshold);
        Assert.Equal(0.01, certificate.Choice!.CostRatio);
        Assert.True(CertificateVerifier.Verify(certificate, Weak.Scores, Weak.LossAct, Weak.LossEscalate).Agrees);
        Assert.Equal(BinomialBudget.LargestCount(556, 0.9, 0.1), dear.Hypotheses.Where(row => row.Certified).Max(row => row.Errors), 5.0);
        Assert.Equal(dear.Hypotheses.Count(row => row.Tested), certificate.HypothesesTested);
    }

    [Fact]
    public void Too_few_items_and_grids_out_of_reach_are_answers()
    {
        JointWorld few = JointWorld.Draw(30, 1, _ => 0.1);
        var insufficient = Assert.IsType<InsufficientSamples>(ParetoCalibration.Calibrate(few.Scores, few.LossAct, few.LossEscalate, new ParetoCalibrationOptions(0.1)));
        Assert.Equal((21L, 22L), (insufficient.Have, insufficient.Need));
        Assert.Equal((0L, 1L), Run3(new ParetoCalibrationOptions(0.9)));
        var high = Assert.IsType<RiskTooHigh>(Run(new ParetoCalibrationOptions(0.1) { Grid = ThresholdGrid.Of(0.1, 0.2) }));
        Assert.Equal(0.2, high.BestThreshold);
        Assert.InRange(high.BestUpperBound, 0.75, 0.87);

        static (long, long) Run3(ParetoCalibrationOptions options)
        {
            JointWorld world = JointWorld.Draw(3, 1, _ => 0.1);
            var answer = Assert.IsType<InsufficientSamples>(ParetoCalibration.Calibrate(world.Scores, world.LossAct, world.LossEscalate, options));
            return (answer.Have, answer.Need);
        }
    }

    [Fact]
    public void A_front_needs_items_that_choose_and_objectives_that_are_numbers()
    {
        ControlledRisk<double> budget = ControlledRisk.AtMost<double>("budget", 0.6, (t, i) => Weak.Scores[i] > t);
        Assert.Throws<ArgumentException>("split", () => ParetoTesting.Run([0.5], [budget], CalibrationSplit.TestingOnly(793), (_, _) => 0.0));
        Assert.Throws<InvalidOperationException>(() => ParetoTesting.Run([0.5], [budget], CalibrationSplit.Random(793, 0.3, 1), (_, _) => double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("budget", () => new ParetoCalibrationOptions(1.0));
        Assert.Throws<ArgumentOutOfRangeException>("CostRatio", () => new ParetoCalibrationOptions(0.5) { CostRatio = 0.0 });
    }

    private static CalibrationResult Run(ParetoCalibrationOptions options) => ParetoCalibration.Calibrate(Weak.Scores, Weak.LossAct, Weak.LossEscalate, options);

    private static Certificate Certify(ParetoCalibrationOptions options) => Assert.IsType<Certified>(Run(options)).Certificate;

    private static int Delegated(double threshold, IEnumerable<int> items) => items.Count(i => Weak.Scores[i] > threshold);

    private static int Errors(double threshold, IEnumerable<int> items) => items.Count(i => (Weak.Scores[i] > threshold ? Weak.LossEscalate : Weak.LossAct)[i] == 1.0);
}
