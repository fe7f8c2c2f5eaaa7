using Escalation.Decisions;
using Escalation.Prediction.Capacity;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Prediction.Capacity;

public class ShadowPriceTests
{
    [Fact]
    public void The_price_is_the_dual_of_the_best_choice_of_so_many_items()
    {
        var random = new SplitMix64(6);
        int tied = 0;
        for (int run = 0; run < 400; run++)
        {
            int items = 1 + random.NextBelow(9);
            double[] benefits = [.. Enumerable.Range(0, items).Select(_ => random.NextBelow(8) == 0 ? double.NaN : (random.NextBelow(8) - 3) / 2.0)];
            int capacity = random.NextBelow(items + 1);
            var price = ShadowPrice.Of(benefits, (double)capacity / items);
            int unpriced = benefits.Count(double.IsNaN);
            Assert.Equal((capacity, unpriced, unpriced > capacity), (price.Capacity, price.Unpriced, price.IsOverloaded));
            double[] priced = [.. benefits.Where(benefit => !double.IsNaN(benefit))];
            int room = Math.Max(0, capacity - unpriced);
            double best = Best(priced, room);
            double[] chosen = [.. priced.Where(benefit => benefit > price.Price)];
            Assert.True(chosen.Length <= room, "the price lets more through than the capacity");
            Assert.Equal(chosen.Length, price.Above);
            double filled = chosen.Sum() + (price.Tied == 0 ? 0.0 : price.TieShare * price.Tied * price.Price);
            Assert.Equal(best, filled, 1e-12);
            tied += price.TieShare is > 0.0 and < 1.0 ? 1 : 0;
            if (price.Price is > 0.0 and < double.PositiveInfinity)
            {
                // Below the price too many would come through: it is the least one.
                Assert.True(priced.Count(benefit => benefit > price.Price - 0.25) > room);
            }
        }

        Assert.True(tied > 20);
    }

    [Theory]
    [InlineData(10, 0.3, 3)]
    [InlineData(10, 0.29999, 2)]
    [InlineData(1000, 0.007, 7)]
    [InlineData(49, 1.0, 49)]
    [InlineData(7, 0.0, 0)]
    public void The_capacity_is_the_largest_count_within_the_share(int items, double share, int capacity) =>
        Assert.Equal(capacity, ShadowPrice.Of(new double[items], share).Capacity);

    [Fact]
    public void Costs_capacity_and_certificate_bind_in_turn()
    {
        double[] gains = [.. Enumerable.Range(0, 100).Select(i => i / 100.0)];
        var costs = DecisionCosts.FromRatio(4);
        var idle = CapacityPlan.Of(gains, costs, 0.9);
        Assert.Equal((CapacityBinding.Costs, 0.25, 0.0), (idle.Binding, idle.Threshold, idle.Price));
        var busy = CapacityPlan.Of(gains, costs, 0.1);
        Assert.Equal((CapacityBinding.Capacity, 0.89), (busy.Binding, busy.Threshold));
        Assert.Equal(0.64, busy.Price, 1e-15);
        Assert.Equal(10, gains.Count(busy.Escalates));
        var certified = CapacityPlan.Of(gains, costs, 0.1, Threshold.DelegateAbove(0.95));
        Assert.Equal((CapacityBinding.Certificate, 0.95, 4), (certified.Binding, certified.Threshold, gains.Count(certified.Escalates)));
        Assert.Equal(busy.Threshold, CapacityPlan.Of(gains, costs, 0.1, Threshold.DelegateAbove(0.5)).Threshold);
        Assert.True(busy.Escalates(double.NaN));
        Assert.Equal(75 - 1, gains.Count(idle.Escalates));
        Assert.Equal(gains.Select(gain => CostRatioRule.Escalates(gain, costs)), gains.Select(idle.Escalates));
    }

    [Fact]
    public void Equal_gains_at_the_price_stay_out_and_a_tie_with_the_costs_acts()
    {
        double[] gains = [0.9, 0.5, 0.5, 0.5, 0.1, 0.1];
        var plan = CapacityPlan.Of(gains, DecisionCosts.FromRatio(4), 2.0 / 6.0);
        Assert.Equal((0.5, 1, 3, 1.0 / 3.0), (plan.Threshold, gains.Count(plan.Escalates), plan.Sample.Tied, plan.Sample.TieShare));
        double tie = 1.0 - 0.95;
        Assert.NotEqual(1.0 / 20.0, tie);
        var tied = CapacityPlan.Of([tie, tie, 0.0], DecisionCosts.FromRatio(20), 1.0 / 3.0);
        Assert.Equal((CapacityBinding.Costs, false), (tied.Binding, tied.Escalates(tie)));
        var full = CapacityPlan.Of([double.NaN, 0.9, 0.8], DecisionCosts.FromRatio(4), 1.0 / 3.0);
        Assert.Equal((double.PositiveInfinity, false, true), (full.Threshold, full.Escalates(1.0), full.Escalates(double.NaN)));
    }

    [Fact]
    public void What_is_no_sample_is_refused()
    {
        var costs = DecisionCosts.FromRatio(4);
        Assert.Throws<ArgumentException>(() => ShadowPrice.Of([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShadowPrice.Of([1.0], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShadowPrice.Of([double.PositiveInfinity], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => CapacityPlan.Of([1.1], costs, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => CapacityPlan.Of([1.0], default, 0.5));
        Assert.Throws<ArgumentException>(() => CapacityPlan.Of([1.0], costs, 0.5, Threshold.ActAtOrAbove(0.5)));
    }

    private static double Best(double[] benefits, int room)
    {
        double best = 0.0;
        for (int chosen = 0; chosen < 1 << benefits.Length; chosen++)
        {
            if (int.PopCount(chosen) <= room)
            {
                best = Math.Max(best, benefits.Where((_, i) => (chosen & (1 << i)) != 0).Sum());
            }
        }

        return best;
    }
}
