using Escalation.Evaluation;
using Escalation.Learning;
using Escalation.Learning.Calibrators;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Evaluation;

public class GuardedCostsTests
{
    private static readonly double[] Ratios = [2.0, 4.0, 10.0];

    [Fact]
    public void A_confidence_that_says_nothing_costs_no_more_than_the_better_constant()
    {
        // Wrong in every fifth row whatever the confidence: acting is better at R = 2 and 4, escalating at 10.
        (double[] p, bool[] correct) = Data(600, static (_, uniform) => uniform >= 0.2);
        GuardedCost[] costs = GuardedCosts.Of(CalibrationMethod.Isotonic, p, correct, [], Ratios)!;
        Assert.All(costs, cost => Assert.True(cost.Guarded <= Math.Min(cost.ActAlways, cost.EscalateAlways) && cost.SupportedFolds == 0));

        // Without the guard the map follows the noise.
        Assert.Contains(costs, cost => cost.Calibrated > Math.Min(cost.ActAlways, cost.EscalateAlways));
    }

    [Fact]
    public void A_confidence_that_says_much_is_used()
    {
        (double[] p, bool[] correct) = Data(600, static (score, uniform) => uniform < score);
        foreach (GuardedCost cost in GuardedCosts.Of(CalibrationMethod.Platt, p, correct, [], [2.0, 4.0])!)
        {
            Assert.Equal(10, cost.SupportedFolds);
            Assert.Equal(cost.Calibrated, cost.Guarded);
            Assert.True(cost.Guarded < Math.Min(cost.ActAlways, cost.EscalateAlways));
        }
    }

    [Fact]
    public void The_cost_is_that_of_maps_and_choices_made_without_the_fold()
    {
        (double[] p, bool[] correct) = Data(90, static (score, uniform) => uniform < 0.3 + (0.5 * score));
        const int Folds = 3;
        int[] groups = [.. Enumerable.Range(0, 90).Select(i => i / 2)];
        int[] foldOf = GroupedFolds.Assign(groups, correct, Folds, 4);
        double expected = 0.0;
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] others = [.. Enumerable.Range(0, 90).Where(i => foldOf[i] != fold)];
            double[] judged = [.. others.Select(i => Map(j => foldOf[j] != fold && foldOf[j] != foldOf[i]).Probability(p[i]))];
            CostChoice choice = CostRuleEvidence.Of(judged, [.. others.Select(i => correct[i])], [.. others.Select(i => groups[i])], 2.0).Choose();
            IConfidenceCalibrator map = Map(j => foldOf[j] != fold);
            foreach (int i in Enumerable.Range(0, 90).Where(i => foldOf[i] == fold))
            {
                bool acts = choice == CostChoice.UseConfidence ? map.Probability(p[i]) >= 0.5 : choice == CostChoice.ActAlways;
                expected += (!acts ? 0.5 : correct[i] ? 0.0 : 1.0) / 90.0;
            }
        }

        Assert.Equal(expected, GuardedCosts.Of(CalibrationMethod.Platt, p, correct, groups, [2.0], Folds, 4)![0].Guarded, 1e-12);

        IConfidenceCalibrator Map(Func<int, bool> keep)
        {
            int[] kept = [.. Enumerable.Range(0, 90).Where(keep)];
            return ConfidenceCalibration.OfProbabilities(CalibrationMethod.Platt, [.. kept.Select(i => p[i])], [.. kept.Select(i => correct[i])]);
        }
    }

    [Fact]
    public void The_evidence_is_a_mean_with_its_standard_error()
    {
        // R = 2, error rate one half: acting always costs 0.5. The rule escalates the two wrong of three it is unsure of and saves 0.5, 0.5 and loses 0.5.
        var evidence = CostRuleEvidence.Of([0.9, 0.9, 0.1, 0.1, 0.1, 0.9], [true, true, false, false, true, false], [], 2.0);
        double[] saved = [0.0, 0.0, 0.5, 0.5, -0.5, 0.0];
        double mean = saved.Average();
        double error = Math.Sqrt(saved.Sum(one => (one - mean) * (one - mean)) / 5.0 / 6.0);

        Assert.Equal(CostChoice.ActAlways, evidence.BetterConstant);
        Assert.Equal(mean, evidence.Gain, 1e-15);
        Assert.Equal(error, evidence.StandardError, 1e-15);
        Assert.Equal(CostChoice.ActAlways, evidence.Choose());
        Assert.Equal(CostChoice.UseConfidence, evidence.Choose(0.0));

        // Every row twice in one group: as much is known as before.
        var doubled = CostRuleEvidence.Of([0.9, 0.9, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.9], [true, true, false, false, true, false, true, true, false, false, true, false], [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], 2.0);
        Assert.Equal(evidence.Gain, doubled.Gain, 1e-15);
        Assert.Equal(evidence.StandardError, doubled.StandardError, 1e-15);
        Assert.Equal(double.PositiveInfinity, CostRuleEvidence.Of([0.9, 0.1], [true, false], [1, 1], 2.0).StandardError);
    }

    [Fact]
    public void Useless_input_is_refused_by_name()
    {
        Assert.Null(GuardedCosts.Of(CalibrationMethod.Platt, [0.1, 0.9], [true, false], [], Ratios));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => GuardedCosts.Of(CalibrationMethod.Platt, [0.1], [true], [], Ratios, folds: 2));
        Assert.Throws<ArgumentOutOfRangeException>("ratio", () => GuardedCosts.Of(CalibrationMethod.Platt, [0.1], [true], [], [1.0]));
        Assert.Throws<ArgumentOutOfRangeException>("deviations", () => CostRuleEvidence.Of([0.1], [true], [], 2.0).Choose(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("confidences", () => CostRuleEvidence.Of([1.1], [true], [], 2.0));
        Assert.Throws<ArgumentException>("groups", () => CostRuleEvidence.Of([0.1], [true], [1, 2], 2.0));
    }

    private static (double[] P, bool[] Correct) Data(int count, Func<double, double, bool> isRight)
    {
        var random = new SplitMix64(5);
        double[] p = new double[count];
        bool[] correct = new bool[count];
        for (int i = 0; i < count; i++)
        {
            p[i] = random.NextUniform();
            correct[i] = isRight(p[i], random.NextUniform());
        }

        return (p, correct);
    }
}
