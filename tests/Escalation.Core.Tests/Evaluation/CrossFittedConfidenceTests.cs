using Escalation.Evaluation;
using Escalation.Learning;
using Escalation.Learning.Calibrators;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Evaluation;

public class CrossFittedConfidenceTests
{
    [Fact]
    public void No_label_moves_its_own_confidence_nor_that_of_its_group()
    {
        (double[] p, bool[] correct, int[] groups) = Data();
        double[] before = CrossFittedConfidence.Platt(p, correct, groups, 5, 9)!;

        // Two labels of one group change places, so that neither the folds nor the counts of the classes change.
        int first = Array.FindIndex(correct, right => right);
        int second = Enumerable.Range(0, correct.Length).First(i => groups[i] == groups[first] && !correct[i]);
        (correct[first], correct[second]) = (correct[second], correct[first]);
        double[] after = CrossFittedConfidence.Platt(p, correct, groups, 5, 9)!;

        int[] own = [.. Enumerable.Range(0, groups.Length).Where(i => groups[i] == groups[first])];
        Assert.All(own, i => Assert.Equal(before[i], after[i]));
        Assert.True(Enumerable.Range(0, groups.Length).Count(i => before[i] != after[i]) > groups.Length / 2);
    }

    [Theory]
    [InlineData(CalibrationMethod.Temperature)]
    [InlineData(CalibrationMethod.Beta)]
    [InlineData(CalibrationMethod.Histogram)]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.VennAbers)]
    public void Any_method_leaves_the_own_fold_out(CalibrationMethod method)
    {
        (double[] p, bool[] correct, int[] groups) = Data();
        double[] all = CrossFittedConfidence.Of(method, p, correct, groups, 5, 9)!;
        int[] foldOf = GroupedFolds.Assign(groups, correct, 5, 9);
        for (int fold = 0; fold < 5; fold++)
        {
            int[] kept = [.. Enumerable.Range(0, p.Length).Where(i => foldOf[i] != fold)];
            IConfidenceCalibrator map = ConfidenceCalibration.OfProbabilities(method, [.. kept.Select(i => p[i])], [.. kept.Select(i => correct[i])]);
            Assert.All(Enumerable.Range(0, p.Length).Where(i => foldOf[i] == fold), i => Assert.Equal(map.Probability(p[i]), all[i]));
        }
    }

    [Fact]
    public void Fewer_groups_than_folds_give_none()
    {
        Assert.Null(CrossFittedConfidence.Platt([0.1, 0.2, 0.3], [true, false, true], [], 4, 0));
        Assert.Null(CrossFittedConfidence.Platt([0.1, 0.2, 0.3], [true, false, true], [7, 7, 8], 3, 0));
        Assert.NotNull(CrossFittedConfidence.Platt([0.1, 0.2, 0.3], [true, false, true], [7, 7, 8], 2, 0));
        Assert.Null(CrossFittedConfidence.Platt([], [], [], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => CrossFittedConfidence.Platt([0.1], [true], [], 1, 0));
        Assert.Throws<ArgumentException>("groups", () => CrossFittedConfidence.Platt([0.1], [true], [1, 2], 2, 0));
    }

    [Fact]
    public void Certain_confidences_and_other_scales_become_probabilities()
    {
        (double[] p, bool[] correct, _) = Data();
        p[0] = 0.0;
        p[1] = 1.0;
        Assert.All(CrossFittedConfidence.Platt(p, correct, [], 5, 1)!, value => Assert.InRange(value, 0.0, 1.0));
        Assert.All(CrossFittedConfidence.Platt([.. p.Select(value => (value * 40.0) - 5.0)], correct, [], 5, 1)!, value => Assert.InRange(value, 0.0, 1.0));
        Assert.All(CrossFittedConfidence.Platt([.. p.Select(_ => 0.5)], correct, [], 5, 1)!, value => Assert.InRange(value, 0.0, 1.0));
    }

    private static (double[] P, bool[] Correct, int[] Groups) Data()
    {
        var random = new SplitMix64(4);
        double[] p = [.. Enumerable.Range(0, 300).Select(_ => random.NextUniform())];
        return (p, [.. p.Select(value => random.NextUniform() < value)], [.. Enumerable.Range(0, 300).Select(i => i / 6)]);
    }
}
