using Escalation.Experiments.FinitePopulation;
using Escalation.Statistics;

namespace Escalation.Experiments.Tests.FinitePopulation;

public class CountSumTests
{
    [Theory]
    [InlineData(0.06)]
    [InlineData(0.5)]
    public void Equal_probabilities_make_one_long_binomial_count(double probability) =>
        Assert.Equal(BinomialAcceptance.Of(40 * 1000, probability, 1e-6), CountSum.Interval(1000, Enumerable.Repeat(probability, 40), 1e-6));

    [Fact]
    public void Unequal_probabilities_are_summed_exactly()
    {
        // P(sum = 0..4) of Bin(2, .1) + Bin(2, .5), by hand: .2025 .45 .2950 .05 .0025.
        Assert.Equal(new CountInterval(0, 3), CountSum.Interval(2, [0.1, 0.5], 0.006));
        Assert.Equal(new CountInterval(0, 4), CountSum.Interval(2, [0.1, 0.5], 0.0049));
        Assert.Equal(new CountInterval(1, 2), CountSum.Interval(2, [0.1, 0.5], 0.41));
    }

    [Fact]
    public void Counts_that_cannot_rise_add_nothing() =>
        Assert.Equal(BinomialAcceptance.Of(500, 0.2, 1e-6), CountSum.Interval(500, [0.0, 0.2, 0.0], 1e-6));

    [Fact]
    public void A_sum_is_as_sharp_as_its_standard_deviation_says()
    {
        double[] probabilities = [.. Enumerable.Range(0, 200).Select(static i => 0.01 + (0.0004 * i))];
        CountInterval interval = CountSum.Interval(1000, probabilities, 1e-6);
        double mean = 1000 * probabilities.Sum();
        double deviation = Math.Sqrt(1000 * probabilities.Sum(static p => p * (1 - p)));
        Assert.InRange(interval.Lower, mean - (5.0 * deviation), mean - (4.8 * deviation));
        Assert.InRange(interval.Upper, mean + (4.8 * deviation), mean + (5.0 * deviation));
    }
}
