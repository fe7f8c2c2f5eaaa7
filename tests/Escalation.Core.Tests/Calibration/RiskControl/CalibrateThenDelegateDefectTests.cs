using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

/// <summary>The defects of the reference code of Calibrate-Then-Delegate (papers.md 2.8), each as a test that ours has not got it.</summary>
public sealed class CalibrateThenDelegateDefectTests
{
    [Fact]
    public void Defect_1_no_count_is_recovered_from_a_rate()
    {
        // ceil(n * mean) is a count too many for 48 of the 794 counts at n = 793, and for 7 of 100.
        int[] wrong = [.. Enumerable.Range(0, 794).Where(k => (int)Math.Ceiling(793 * (k / 793.0)) != k)];
        Assert.Equal(48, wrong.Length);
        Assert.Equal(8.0, Math.Ceiling(100 * 0.07));
        foreach (int k in wrong)
        {
            ControlledRisk<int> risk = ControlledRisk.AtMost<int>("errors", 0.3, (_, item) => item < k);
            RiskMeasurement measurement = risk.Measure(0, [.. Enumerable.Range(0, 793)]);
            Assert.Equal(k, measurement.Occurrences);
            Assert.Equal(BinomialTail.Lower(k, 793, 0.3), measurement.PValue);
        }
    }

    [Fact]
    public void Defect_2_a_bounded_risk_without_any_loss_has_the_limit_of_the_formula()
    {
        ControlledRisk<int> risk = ControlledRisk.MeanAtMost<int>("none", 0.05, (_, _) => 0.0, BoundedLossTests.HoeffdingBentkus);
        Assert.Equal(Math.Pow(0.95, 50), risk.Measure(0, [.. Enumerable.Range(0, 50)]).PValue, 1e-14);
    }

    [Fact]
    public void Defect_3_errors_are_tested_exactly_where_their_bound_would_not_certify()
    {
        // 100 of 500 at alpha .25: exact .0049, Hoeffding-Bentkus .0133.
        ControlledRisk<int> exact = ControlledRisk.AtMost<int>("errors", 0.25, (_, item) => item < 100);
        ControlledRisk<int> bound = ControlledRisk.MeanAtMost<int>("errors", 0.25, (_, item) => item < 100 ? 1.0 : 0.0, BoundedLossTests.HoeffdingBentkus);
        RiskVerdict Verdict(ControlledRisk<int> risk) =>
            LearnThenTest.Run([0], [risk], CalibrationSplit.TestingOnly(500), RiskProcedure.FixedSequence(ConfigurationOrder.Listed), (_, _) => 0.0, 0.01).Verdict;
        Assert.Equal(RiskVerdict.Certified, Verdict(exact));
        Assert.Equal(RiskVerdict.RiskTooHigh, Verdict(bound));
    }

    [Fact]
    public void Defect_4_a_risk_of_pairs_is_worth_its_smaller_class()
    {
        // 15 positives, 285 negatives, AUROC .9: the bound with n = 300 would reject "1 - AUROC exceeds .2", the valid one does not.
        double[] scores = [.. Enumerable.Range(0, 300).Select(i => i < 15 ? 0.9 : i < 44 ? 0.95 : 0.1)];
        bool[] positive = [.. Enumerable.Range(0, 300).Select(i => i < 15)];
        ControlledRisk<int> risk = ControlledRisk.Measured<int>("1 - AUROC", 0.2, (_, items) =>
        {
            var counts = AurocCounts.OfLabelled([.. items.Select(i => scores[i])], [.. items.Select(i => positive[i])]);
            return new RiskMeasurement(AurocRisk.PValue(counts, 0.2), counts.Risk, counts.EffectiveTrials);
        });
        RiskMeasurement measurement = risk.Measure(0, [.. Enumerable.Range(0, 300)]);
        Assert.Equal(15, measurement.Trials);
        Assert.InRange(measurement.Estimate!.Value, 0.09, 0.11);
        Assert.True(measurement.PValue > 0.1);
        Assert.True(ChernoffHoeffding.PValue(0.1 * 300, 300, 0.2) < 1e-4);
    }

    [Fact]
    public void Defect_5_no_grid_is_made_of_scores_that_test_or_evaluate()
    {
        // Moving every testing score beyond the choosing ones leaves the grid as it was.
        JointWorld world = JointWorld.Draw(600, 3, _ => 0.0);
        int[] testing = CalibrationSplit.Random(600, 0.3, 0).Testing.ToArray();
        GridSummary before = Grid(world);
        foreach (int item in testing)
        {
            world.Scores[item] = 5.0 * (world.Scores[item] - 0.5);
        }

        Assert.Equal(before, Grid(world));

        static GridSummary Grid(JointWorld world) =>
            Assert.IsType<Certified>(ParetoCalibration.Calibrate(world.Scores, world.LossAct, world.LossEscalate, new ParetoCalibrationOptions(0.6))).Certificate.Grid!;
    }

    [Fact]
    public void Defect_6_equality_rejects_in_sequences_graphs_and_budgets_alike()
    {
        // Two testing items, no error, none delegated: both p-values are exactly .25, both levels half of .5.
        int choosing = CalibrationSplit.Random(3, 0.34, 0).Choosing[0];
        double[] scores = [0.2, 0.2, 0.2];
        scores[choosing] = 0.4;
        var options = new JointCalibrationOptions(0.5, 0.5, 1.0, 0.5) { ChoosingShare = 0.34, Start = SequenceStart.Floor, Grid = ThresholdGrid.Of(0.3) };
        Certificate certificate = Assert.IsType<Certified>(JointCalibration.Calibrate(scores, [0, 0, 0], [0, 0, 0], options)).Certificate;
        Assert.Equal((0.25, 0.25, 0.25, 0.25), (certificate.PValue, certificate.Level, certificate.Budget!.PValue, certificate.Budget.Level));
        Assert.IsType<InsufficientSamples>(JointCalibration.Calibrate(scores, [0, 0, 0], [0, 0, 0], new JointCalibrationOptions(0.5, 0.5, 1.0, Math.BitDecrement(0.5)) { ChoosingShare = 0.34, Start = SequenceStart.Floor, Grid = ThresholdGrid.Of(0.3) }));

        // The same for chains in a graph.
        ControlledRisk<int>[] risks = [ControlledRisk.AtMost<int>("one", 0.5, (_, _) => false), ControlledRisk.AtMost<int>("two", 0.5, (_, _) => false)];
        RiskProcedure chains = RiskProcedure.SplitChains(new RiskChain(ConfigurationOrder.Listed), new RiskChain(ConfigurationOrder.Listed));
        Assert.Equal(RiskVerdict.Certified, LearnThenTest.Run([0], risks, CalibrationSplit.TestingOnly(2), chains, (_, _) => 0.0, 0.5).Verdict);
    }
}
