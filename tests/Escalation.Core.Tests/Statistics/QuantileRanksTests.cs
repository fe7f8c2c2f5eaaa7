using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class QuantileRanksTests
{
    [Theory]
    [InlineData(5, 0, 6)]
    [InlineData(6, 1, 6)]
    [InlineData(10, 2, 9)]
    [InlineData(20, 6, 15)]
    [InlineData(100, 40, 61)]
    public void The_median_lies_between_the_tabulated_order_statistics(long count, long lower, long upper) =>
        Assert.Equal((lower, upper), QuantileRanks.Of(count, 0.5, 0.05));

    [Fact]
    public void Each_end_is_the_closest_one_that_the_level_allows()
    {
        foreach (double share in new[] { 0.1, 0.5, 0.9, 0.99 })
        {
            for (long n = 0; n <= 60; n++)
            {
                (long lower, long upper) = QuantileRanks.Of(n, share, 0.1);
                Assert.True(lower == 0 || Tail(n, share, 0, lower - 1) <= 0.05 + 1e-12);
                Assert.True(lower == n || Tail(n, share, 0, lower) > 0.05 - 1e-12);
                Assert.True(upper == n + 1 || Tail(n, share, upper, n) <= 0.05 + 1e-12);
                Assert.True(upper == 1 || Tail(n, share, upper - 1, n) > 0.05 - 1e-12);
            }
        }
    }

    /// <summary>All of five observations lie above their median with probability 1/32: the ends stand at the extremes at a level of 1/16, and nowhere at any smaller one.</summary>
    [Fact]
    public void A_tail_of_just_half_of_the_level_is_small_enough()
    {
        Assert.Equal((1L, 5L), QuantileRanks.Of(5, 0.5, 0.0625));
        Assert.Equal((0L, 6L), QuantileRanks.Of(5, 0.5, Math.BitDecrement(0.0625)));
        Assert.Equal((0L, 1L), QuantileRanks.Of(0, 0.5, 0.0625));
        Assert.Equal((0L, 10_001L), QuantileRanks.Of(10_000, 0.5, double.Epsilon));
    }

    [Fact]
    public void What_is_no_share_or_level_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("count", () => QuantileRanks.Of(-1, 0.5, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("share", () => QuantileRanks.Of(1, 1.0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => QuantileRanks.Of(1, 0.5, double.NaN));
    }

    private static double Tail(long n, double q, long from, long to)
    {
        double sum = 0.0;
        double term = Math.Pow(1.0 - q, n);
        for (long k = 0; k <= to; k++)
        {
            sum += k >= from ? term : 0.0;
            term *= (n - k) / (double)(k + 1) * q / (1.0 - q);
        }

        return sum;
    }
}
