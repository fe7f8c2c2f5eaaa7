using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

/// <summary>Four acted items without an error at a risk of one half are a p-value of exactly 1/16, which is the level of the risk here.</summary>
public sealed class JointExplanationTests
{
    private const int Items = 20;

    // The budget's level and the risk's are each half of delta.
    private const double Delta = 0.125;

    [Fact]
    public void A_risk_that_passes_with_its_p_value_at_the_level_is_named_beside_the_budget_that_forbids_it()
    {
        var answer = Assert.IsType<BudgetInfeasible>(Run(Delta, 0.1, 0.9));

        Assert.Equal((0.1, 10.0 / 14.0), (answer.RiskThreshold, answer.NeededRate));
    }

    [Fact]
    public void As_many_acted_items_as_the_risk_needs_are_enough_and_one_fewer_is_not()
    {
        Assert.IsType<BudgetInfeasible>(Run(Delta, 0.1));
        var answer = Assert.IsType<InsufficientSamples>(Run(Math.BitDecrement(Delta), 0.1));
        Assert.Equal((14L, 4L, 5L), (answer.N, answer.Have, answer.Need));
    }

    /// <summary>One error among the four, and nothing but errors beyond them: no threshold passes, and the first has the least bound.</summary>
    [Fact]
    public void The_first_threshold_may_be_the_one_with_the_least_bound()
    {
        var answer = Assert.IsType<RiskTooHigh>(Run(Delta, wrong: 1, 0.1, 0.9));

        Assert.Equal((0.1, ClopperPearson.Upper(1, 4, 0.0625)), (answer.BestThreshold, answer.BestUpperBound));
    }

    private static CalibrationResult Run(double delta, params double[] thresholds) => Run(delta, wrong: 0, thresholds);

    /// <summary>Of 14 testing items four score 0.1 and are right but for some, the others score 0.9 and are wrong.</summary>
    private static CalibrationResult Run(double delta, int wrong, params double[] thresholds)
    {
        int[] testing = CalibrationSplit.Random(Items, 0.3, 0).Testing.ToArray();
        double[] scores = [.. Enumerable.Repeat(0.9, Items)];
        double[] lossAct = [.. Enumerable.Repeat(1.0, Items)];
        foreach (int item in testing.AsSpan(0, 4))
        {
            (scores[item], lossAct[item]) = (0.1, wrong-- > 0 ? 1.0 : 0.0);
        }

        return JointCalibration.Calibrate(scores, lossAct, new double[Items], new JointCalibrationOptions(0.5, 0.5, 1.0, delta) { Grid = ThresholdGrid.Of(thresholds), Start = SequenceStart.Floor });
    }
}
