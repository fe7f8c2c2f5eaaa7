using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class WeightedMeanTests
{
    [Fact]
    public void The_estimate_is_the_mean_of_the_weighted_losses()
    {
        var mean = new WeightedMean();
        mean.Observe(WeightedLoss.Unaudited(0.25));
        mean.Observe(WeightedLoss.Audited(1.0, 0.25));
        mean.Observe(WeightedLoss.Audited(0.0, 0.25));
        mean.Observe(WeightedLoss.Unaudited(0.25));

        Assert.Equal(1.0, mean.Estimate, 15);
        Assert.Equal(4, mean.Count);
    }

    /// <summary>The sums behind the bounds, term by term from the definition; the first weights are cut at one half, the later ones are not.</summary>
    [Fact]
    public void The_weights_are_those_of_the_variance_seen_before()
    {
        var mean = new WeightedMean();
        double sum = 0.0;
        double squares = 0.0;
        double weights = 0.0;
        double weighted = 0.0;
        double penalty = 0.0;
        int uncut = 0;
        for (int i = 1; i <= 200; i++)
        {
            double loss = i % 3 == 0 ? 1.0 : 0.0;
            mean.Observe(WeightedLoss.Seen(loss));
            double weight = Math.Min(0.5, Math.Sqrt(2.0 * Math.Log(40.0) / ((0.25 + squares) / i * i * Math.Log(i + 1.0))));
            uncut += weight < 0.5 ? 1 : 0;
            double deviation = loss - ((0.5 + sum) / i);
            sum += loss;
            squares += deviation * deviation;
            weights += weight;
            weighted += weight * loss;
            penalty += deviation * deviation * (-Math.Log(1.0 - weight) - weight);
        }

        Assert.InRange(uncut, 100, 199);
        Outward.AssertRelative(weights, mean.State.Weight, 1e-12);
        Outward.AssertRelative(weighted, mean.State.WeightedSum, 1e-12);
        Outward.AssertRelative(squares, mean.State.SquaredDeviations, 1e-12);
        Outward.AssertRelative(penalty, mean.State.Penalty, 1e-12);
    }

    /// <summary>Over all streams of losses the bounds miss the mean at some time with at most the error level.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_bounds_hold_at_all_times_at_once(double rate)
    {
        double missed = LossPaths.Expect(14, rate, losses =>
        {
            var mean = new WeightedMean();
            bool missing = false;
            foreach (double loss in losses)
            {
                mean.Observe(WeightedLoss.Seen(loss));
                RiskInterval bounds = mean.Interval(0.4);
                missing |= !(bounds.Lower <= rate && rate <= bounds.Upper);
            }

            return missing ? 1.0 : 0.0;
        });

        Assert.InRange(missed, 0.0, 0.4);
    }

    [Fact]
    public void The_bounds_close_in_on_the_mean()
    {
        var mean = new WeightedMean();
        var random = new SplitMix64(2);
        for (int i = 0; i < 100_000; i++)
        {
            bool drawn = random.NextUniform() < 0.2;
            double loss = random.NextUniform() < 0.05 ? 1.0 : 0.0;
            mean.Observe(drawn ? WeightedLoss.Audited(loss, 0.2) : WeightedLoss.Unaudited(0.2));
        }

        RiskInterval bounds = mean.Interval(0.05);
        Assert.InRange(0.05, bounds.Lower, bounds.Upper);
        Assert.InRange(mean.Estimate, 0.045, 0.055);
        Assert.True(bounds.Upper - bounds.Lower < 0.03, $"{bounds}");
        Assert.True(mean.Interval(0.001).Upper > bounds.Upper);
    }

    /// <summary>A mean of weighted losses may lie above 1 for a long time, when more audits were drawn than was likely: its bounds say no more than that the risk is 1, or 0 with gains.</summary>
    [Theory]
    [InlineData(1.0, 0.0, 1.0)]
    [InlineData(0.0, 1.0, 0.0)]
    public void Bounds_beyond_the_possible_are_cut(double loss, double predicted, double end)
    {
        var mean = new WeightedMean();
        for (int i = 0; i < 500; i++)
        {
            mean.Observe(WeightedLoss.Audited(loss, 0.5, predicted));
        }

        Assert.Equal(predicted + ((loss - predicted) / 0.5), mean.Estimate, 12);
        Assert.Equal(new RiskInterval(end, end), mean.Interval(0.05));
    }

    [Fact]
    public void Nothing_observed_bounds_nothing()
    {
        var mean = new WeightedMean();

        Assert.True(double.IsNaN(mean.Estimate));
        Assert.Equal(new RiskInterval(0.0, 1.0), mean.Interval(0.05));
        Assert.Throws<ArgumentException>(() => mean.Observe(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => mean.Interval(0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => mean.Interval(double.NaN));
    }

    [Fact]
    public void A_restored_mean_goes_on_and_a_broken_state_is_refused()
    {
        var mean = new WeightedMean();
        mean.Observe(WeightedLoss.Audited(1.0, 0.25));
        mean.Observe(WeightedLoss.Unaudited(0.25));
        WeightedMeanState state = mean.State;

        Assert.All([state, state with { Count = 1L << 53 }], whole => Assert.Equal(whole, WeightedMean.Restore(whole).State));
        Assert.Equal(default, WeightedMean.Restore(default).State);
        WeightedMeanState[] broken =
        [
            state with { Count = -1 }, state with { Count = 0 }, state with { Count = (1L << 53) + 1 }, state with { Count = long.MaxValue }, state with { Sum = double.NaN }, state with { Weight = -1.0 }, state with { Weight = double.NaN },
            state with { Weight = 0.0 }, state with { Penalty = double.PositiveInfinity }, state with { SquaredDeviations = -1.0 }, state with { WeightedSum = double.NaN },
        ];
        Assert.All(broken, bad => Assert.Throws<ArgumentException>(() => WeightedMean.Restore(bad)));
    }

    /// <summary>Audits that each find a loss make every sum known without rounding while the weights are cut at one half. The bound from doubles is never above the one from decimals, however much cancels between centre and reach.</summary>
    [Fact]
    public void Bounds_are_rounded_outwards_by_a_little()
    {
        int cases = 0;
        for (double width = 1.0; width <= 1024.0; width *= 2.0)
        {
            for (int count = 3; count <= 8; count++)
            {
                for (double target = 0.1; target < 0.95; target += 0.2)
                {
                    cases += Holds(width, count, target) ? 1 : 0;
                }
            }
        }

        Assert.InRange(cases, 200, 330);

        static bool Holds(double width, int count, double target)
        {
            var found = new WeightedMean();
            var cleared = new WeightedMean();
            decimal range = (decimal)width;
            decimal squares = 0m;
            for (int i = 1; i <= count; i++)
            {
                found.Observe(WeightedLoss.Audited(1.0, 1.0 / width));
                cleared.Observe(WeightedLoss.Audited(0.0, 1.0 / width, 1.0));
                decimal deviation = (range - Math.Min(1m, (0.5m + ((i - 1) * range)) / i)) / range;
                squares += deviation * deviation;
            }

            decimal penalty = squares * (Decimals.Ln2 - 0.5m);
            decimal weight = count * 0.5m / range;
            double delta = 2.0 * Math.Exp((double)(penalty - ((range - (decimal)target) * weight)));
            if (delta >= 1.0)
            {
                return false;
            }

            decimal reach = (Decimals.Logarithm(2m / Decimals.Exact(delta)) + penalty) / weight;
            Assert.InRange(range - reach - Decimals.Exact(found.Interval(delta).Lower), 0m, 2e-11m);
            Assert.InRange(Decimals.Exact(cleared.Interval(delta).Upper) - (1m - range + reach), 0m, 2e-11m);
            return true;
        }
    }

    /// <summary>Plain sums of a trillion values of average size three may be off by a trillion roundings of three.</summary>
    [Fact]
    public void A_long_stream_widens_the_bounds_by_what_its_sums_may_be_off()
    {
        const long Count = 1_000_000_000_000;
        RiskInterval bounds = WeightedMean.Restore(new WeightedMeanState { Count = Count, SquaredDeviations = 1.0, Weight = 1e6, WeightedSum = 5e5, Penalty = 1.0 }).Interval(0.05);
        double reach = (Math.Log(40.0) + 1.0) / 1e6;
        double error = 3.0 * Count * FactorRounding.Unit;

        Assert.InRange(bounds.Lower, 0.5 - reach - (4.0 * error), 0.5 - reach - error);
        Assert.InRange(bounds.Upper, 0.5 + reach + error, 0.5 + reach + (4.0 * error));
    }

    [Fact]
    public void A_stream_without_a_loss_has_an_estimate_of_nought_and_a_bound()
    {
        var mean = new WeightedMean();
        for (int i = 0; i < 1_000; i++)
        {
            mean.Observe(WeightedLoss.Seen(0.0));
        }

        Assert.Equal(0.0, mean.Estimate);
        Assert.Equal(0.0, mean.Interval(0.05).Lower);
        Assert.InRange(mean.Interval(0.05).Upper, 1e-4, 0.05);
    }
}
