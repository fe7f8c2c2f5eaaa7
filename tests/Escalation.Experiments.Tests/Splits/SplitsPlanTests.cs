using Escalation.Experiments.Data;
using Escalation.Experiments.FinitePopulation;
using Escalation.Experiments.Splits;

namespace Escalation.Experiments.Tests.Splits;

public class SplitsPlanTests
{
    [Theory]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void A_level_is_broken_by_the_threshold_nearest_to_the_coverage_and_by_little(double coverage)
    {
        Pool pool = SyntheticPool.Draw(5_000, seed: 21);
        var curve = new PoolCurve(ConfidenceGrid.Thresholds, pool.Confidences, pool.Losses);
        double level = SplitsPlan.LevelAt(curve, coverage);
        int nearest = Enumerable.Range(0, curve.Count).MinBy(threshold => Math.Abs(((double)curve.Acted(threshold) / curve.Size) - coverage));
        double risk = (double)curve.Errors(nearest) / curve.Acted(nearest);
        Assert.True(risk > level);
        Assert.True(risk <= level + 0.005);
        Assert.Equal(Math.Round(level * 200) / 200, level);
    }

    [Fact]
    public void A_risk_that_is_a_multiple_itself_takes_the_level_below()
    {
        double[] confidences = new double[1_000];
        double[] losses = new double[1_000];
        Array.Fill(confidences, 0.9);
        losses.AsSpan(0, 100).Fill(1.0);
        Assert.Equal(0.095, SplitsPlan.LevelAt(new PoolCurve(ConfidenceGrid.Thresholds, confidences, losses), 1.0));
        Assert.Equal(0.0, SplitsPlan.LevelAt(new PoolCurve(ConfidenceGrid.Thresholds, confidences, new double[1_000]), 1.0));
    }

    [Fact]
    public void A_pool_without_errors_has_budgets_alone()
    {
        var flawless = new PoolBuilder("synthetic", "flawless");
        for (int i = 0; i < 1_000; i++)
        {
            flawless.Add(i / 1_000.0, right: true);
        }

        Assert.All(SplitsPlan.Of(flawless.ByComplement()), static promise => Assert.Equal("budget", promise.Rule));
    }
}
