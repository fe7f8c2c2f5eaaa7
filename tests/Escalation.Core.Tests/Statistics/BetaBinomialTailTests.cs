using System.Numerics;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class BetaBinomialTailTests
{
    [Fact]
    public void Of_no_fresh_items_none_is_delegated()
    {
        Assert.Equal((0.0, 1.0, 1.0), (BetaBinomialTail.Lower(-1, 0, 3, 4), BetaBinomialTail.Lower(0, 0, 3, 4), BetaBinomialTail.Lower(1, 0, 3, 4)));
        Assert.Equal((1.0, 0.0), (BetaBinomialTail.Upper(0, 0, 3, 4), BetaBinomialTail.Upper(1, 0, 3, 4)));
        Assert.Equal(new CountInterval(0, 0), BetaBinomialTail.Interval(10, 3, 0, 0.05));

        // Of a threshold below all but one of a hundred scores a fresh one is delegated but once in 101 times.
        Assert.Equal(new CountInterval(1, 1), BetaBinomialTail.Interval(100, 99, 1, 0.05));
    }

    [Fact]
    public void Small_cases_match_the_count_of_orders()
    {
        foreach ((int n, int k, int m) in ((int, int, int)[])[(1, 0, 1), (5, 0, 7), (5, 4, 7), (10, 3, 12), (20, 7, 5), (12, 11, 30), (30, 0, 30), (9, 4, 40)])
        {
            for (int x = -1; x <= m; x++)
            {
                double expected = AtMost(n, k, m, x);
                Assert.Equal(expected, BetaBinomialTail.Lower(x, m, k + 1, n - k), 1e-13 * expected);
                double above = 1 - expected;
                Assert.Equal(above, BetaBinomialTail.Upper(x + 1, m, k + 1, n - k), 1e-13);
            }
        }
    }

    [Fact]
    public void Share_of_splits_whose_realised_rate_exceeds_alpha_matches_the_reference()
    {
        // 793 calibration and 793 evaluation items, alpha .3, delta .1: k = 220, 17.3% of the splits show more than 237 of 793.
        Assert.Equal(.173, BetaBinomialTail.Upper(238, 793, 221, 573), 5e-4);
    }

    [Fact]
    public void Central_interval_is_the_widest_cut_at_the_level()
    {
        foreach (double level in (double[])[1e-6, .01, .2])
        {
            CountInterval interval = BetaBinomialTail.Interval(500, 40, 700, level);
            Assert.True(BetaBinomialTail.Lower(interval.Lower - 1, 700, 41, 460) <= level);
            Assert.True(BetaBinomialTail.Lower(interval.Lower, 700, 41, 460) > level);
            Assert.True(BetaBinomialTail.Upper(interval.Upper + 1, 700, 41, 460) <= level);
            Assert.True(BetaBinomialTail.Upper(interval.Upper, 700, 41, 460) > level);
            Assert.True(interval.Contains(interval.Lower) && interval.Contains(interval.Upper));
            Assert.False(interval.Contains(interval.Lower - 1) || interval.Contains(interval.Upper + 1));
        }
    }

    [Fact]
    public void No_fresh_items_leave_one_count() =>
        Assert.Equal(new CountInterval(0, 0), BetaBinomialTail.Interval(10, 3, 0, .01));

    [Fact]
    public void With_many_calibration_scores_the_tail_becomes_binomial()
    {
        double beta = BetaBinomialTail.LogLower(5, 100, 100_000_000, 900_000_000);
        Assert.Equal(BinomialTail.LogLower(5, 100, .1), beta, 1e-5);
    }

    [Fact]
    public void Deep_tails_keep_their_logarithm()
    {
        // All n calibration scores above all m fresh ones: one order in C(n+m, m).
        double expected = 0;
        for (int i = 1; i <= 5000; i++)
        {
            expected -= Math.Log((5000.0 + i) / i);
        }

        Assert.Equal(expected, BetaBinomialTail.LogLower(0, 5000, 5000, 1), 1e-9);
        Assert.Equal(expected, BetaBinomialTail.LogUpper(5000, 5000, 1, 5000), 1e-9);
        Assert.Equal(0, BetaBinomialTail.Lower(0, 5000, 5000, 1));
    }

    [Theory]
    [InlineData(-1, 1, 1, "items")]
    [InlineData(5, 0, 1, "a")]
    [InlineData(5, 1, 0, "b")]
    public void Bad_arguments_are_named(long m, long a, long b, string parameter)
    {
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialTail.LogLower(0, m, a, b)).ParamName);
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialTail.Upper(0, m, a, b)).ParamName);
    }

    [Fact]
    public void An_interval_needs_a_threshold_that_was_certified()
    {
        foreach (long successes in new long[] { -1, 10 })
        {
            Assert.Equal("successes", Assert.Throws<ArgumentOutOfRangeException>(() => BetaBinomialTail.Interval(10, successes, 10, .01)).ParamName);
        }
    }

    /// <summary>
    /// P(X &lt;= x) by counting: all C(n+m, m) orders of calibration and fresh scores are equally likely; those with j
    /// fresh scores above the (k+1)-th largest calibration score number C(k+j, j) C(n-k-1+m-j, m-j).
    /// </summary>
    private static double AtMost(int n, int k, int m, int x)
    {
        BigInteger favourable = 0;
        for (int j = 0; j <= x; j++)
        {
            favourable += Choose(k + j, j) * Choose(n - k - 1 + m - j, m - j);
        }

        return Math.Exp(BigInteger.Log(favourable) - BigInteger.Log(Choose(n + m, m)));
    }

    private static BigInteger Choose(int n, int k)
    {
        BigInteger result = 1;
        for (int i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }
}
