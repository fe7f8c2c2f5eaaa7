using Escalation.Calibration;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration;

public sealed class AttainableLevelTests
{
    [Theory]
    [InlineData(22, 0.1, 0.1)]
    [InlineData(29, 0.05, 0.1)]
    [InlineData(299, 0.05, 0.01)]
    [InlineData(598, 0.05, 0.005)]
    public void The_least_n_for_a_level_attains_it_and_one_item_less_does_not(long n, double delta, double alpha)
    {
        Assert.True(AttainableLevel.For(n, delta).Least <= alpha);
        Assert.True(AttainableLevel.For(n - 1, delta).Least > alpha);
    }

    /// <summary>One fair toss has no success with probability one half: that is power enough for one half, and for nothing above.</summary>
    [Fact]
    public void A_power_that_is_just_reached_is_enough()
    {
        Assert.Equal(0, AttainableLevel.For(1, 0.1, trueRate: 0.5, power: 0.5).CountAtPower);
        Assert.Equal(1, AttainableLevel.For(1, 0.1, trueRate: 0.5, power: 0.5 + 1e-15).CountAtPower);
    }

    /// <summary><c>1 - delta^(1/n)</c>, here <c>ln 10</c> parts in 10^12.</summary>
    [Fact]
    public void As_many_items_as_tails_are_computed_for_are_planned_with_and_no_more()
    {
        Assert.Equal(Math.Log(10.0), AttainableLevel.For(BinomialTail.MaxTrials, 0.1).Least * 1e12, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>("n", () => AttainableLevel.For(BinomialTail.MaxTrials + 1, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("n", () => AttainableLevel.For(-1, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => AttainableLevel.For(1, double.NaN));
    }

    /// <summary>Where nothing is ever delegated or wrong, the best case is certain.</summary>
    [Fact]
    public void A_true_rate_of_zero_attains_the_least_level_at_any_power()
    {
        AttainableLevel level = AttainableLevel.For(500, 0.1, trueRate: 0.0, power: 0.999);
        Assert.Equal((0.0, 0L), (level.TrueRate, level.CountAtPower));
        Assert.Equal(level.Least, level.AtPower);
    }

    [Fact]
    public void Without_items_nothing_is_attained()
    {
        AttainableLevel none = AttainableLevel.For(0, 0.1, trueRate: 0.05);
        Assert.Equal(1.0, none.Least);
        Assert.Equal(1.0, none.AtPower);
        Assert.Equal(0, none.CountAtPower);
    }

    [Fact]
    public void The_least_level_leaves_the_other_numbers_open()
    {
        AttainableLevel best = AttainableLevel.For(500);
        Assert.Equal(0.1, best.Delta);
        Assert.Equal(1.0 - Math.Pow(0.1, 1.0 / 500), best.Least, 1e-14);
        Assert.Null(best.TrueRate);
        Assert.Null(best.Power);
        Assert.Null(best.CountAtPower);
        Assert.Null(best.AtPower);
    }

    [Fact]
    public void The_level_at_a_power_is_certified_with_that_power_and_no_count_less_would_do()
    {
        var cases = from n in Gen.Choose(1, 3_000) from rate in Gen.Choose(0, 60) from power in Gen.Choose(1, 19) from delta in Gen.Choose(1, 9) select (n, Rate: rate / 100.0, Power: power / 20.0, Delta: delta / 20.0);
        Prop.ForAll(cases.ToArbitrary(), draw =>
        {
            AttainableLevel level = AttainableLevel.For(draw.n, draw.Delta, draw.Rate, draw.Power);
            long k = level.CountAtPower!.Value;
            Assert.True(BinomialTail.Upper(k + 1, draw.n, draw.Rate) <= 1.0 - draw.Power);
            Assert.True(k == 0 || BinomialTail.Upper(k, draw.n, draw.Rate) > 1.0 - draw.Power);
            Assert.Equal(k == draw.n, level.AtPower == 1.0);
            if (level.AtPower is < 1.0)
            {
                Assert.True(BinomialBudget.Power(draw.n, level.AtPower.Value, draw.Delta, draw.Rate) >= draw.Power - 1e-12);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void More_items_attain_lower_levels()
    {
        double[] levels = [.. new[] { 50L, 100, 200, 1_000, 10_000, 1_000_000 }.Select(n => AttainableLevel.For(n, 0.1, 0.05).AtPower!.Value)];
        Assert.Equal(levels.OrderDescending(), levels);
        Assert.InRange(levels[^1], 0.05, 0.051);
    }

    [Theory]
    [InlineData(-1, 0.1, 0.1, 0.9, "n")]
    [InlineData(10, 0.0, 0.1, 0.9, "delta")]
    [InlineData(10, double.NaN, 0.1, 0.9, "delta")]
    [InlineData(10, 0.1, -0.1, 0.9, "trueRate")]
    [InlineData(10, 0.1, double.NaN, 0.9, "trueRate")]
    [InlineData(10, 0.1, 1.1, 0.9, "trueRate")]
    [InlineData(10, 0.1, 0.1, 1.0, "power")]
    [InlineData(10, 0.1, 0.1, double.NaN, "power")]
    public void Numbers_out_of_range_are_refused_by_name(long n, double delta, double trueRate, double power, string name)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => AttainableLevel.For(n, delta, trueRate, power));
        Assert.Equal(name, error.ParamName);
    }
}
