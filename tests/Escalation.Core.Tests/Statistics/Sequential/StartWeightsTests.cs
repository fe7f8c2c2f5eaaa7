using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class StartWeightsTests
{
    [Fact]
    public void What_begins_and_what_has_not_begun_add_up_to_one_at_every_step()
    {
        double begun = 0.0;
        for (long step = 1; step <= 100_000; step++)
        {
            begun += Math.Exp(StartWeights.LogWeight(StartPlan.Spread, step));
            Assert.Equal(1.0, begun + Math.Exp(StartWeights.LogUnspent(StartPlan.Spread, step)), 11);
        }
    }

    [Theory]
    [InlineData(1_000L)]
    [InlineData(1_000_000_000_000L)]
    public void A_late_start_costs_little_more_than_the_logarithm_of_its_step(long step)
    {
        double cost = -StartWeights.LogWeight(StartPlan.Spread, step);

        Assert.Equal(Math.Log(2.0 / Math.Log(2.0) * step * Math.Log(step) * Math.Log(step)), cost, 2);
    }

    [Fact]
    public void The_other_plans_are_all_at_once_and_one_at_every_step()
    {
        Assert.Equal([0.0, double.NegativeInfinity, double.NegativeInfinity], [StartWeights.LogWeight(StartPlan.First, 1), StartWeights.LogWeight(StartPlan.First, 2), StartWeights.LogUnspent(StartPlan.First, 1)]);
        Assert.Equal([0.0, 0.0, double.NegativeInfinity], [StartWeights.LogWeight(StartPlan.Every, 1), StartWeights.LogWeight(StartPlan.Every, 9), StartWeights.LogUnspent(StartPlan.Every, 0)]);
        Assert.Equal([0.0, 0.0], [StartWeights.LogUnspent(StartPlan.First, 0), StartWeights.LogUnspent(StartPlan.Spread, 0)]);
    }
}
