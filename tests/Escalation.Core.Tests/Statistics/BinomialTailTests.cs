using System.Numerics;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class BinomialTailTests
{
    public static TheoryData<double> Rates => [.1, .2, .25, .3, .5, .7, .75, .9, 1e-3, 0.999, 1 / 3.0, 0.0078125];

    [Theory]
    [MemberData(nameof(Rates))]
    public void Up_to_64_trials_the_tail_is_the_exact_one_rounded_up(double p)
    {
        for (int n = 1; n <= 64; n += n < 40 ? 1 : 8)
        {
            BigInteger[] numerators = RationalBinomial.Numerators(n, p, out int bits);
            for (int k = 0; k < n; k++)
            {
                AssertLeastAbove(BinomialTail.Lower(k, n, p), numerators[k], bits);
                AssertLeastAbove(BinomialTail.Upper(k + 1, n, p), numerators[n] - numerators[k], bits);
            }
        }
    }

    [Theory]
    [InlineData(0, 2, .5, .25)]
    [InlineData(0, 3, .5, .125)]
    [InlineData(1, 2, .5, .75)]
    [InlineData(1, 3, .5, .5)]
    [InlineData(0, 3, .25, .421875)]
    [InlineData(0, 2, .2, .64)]
    [InlineData(0, 1, .1, .9)]
    [InlineData(500, 1001, .5, .5)]
    [InlineData(0, 800, .5, 1.499696813895631e-241)]
    public void A_tail_that_is_a_double_itself_is_met_exactly(long k, long n, double p, double expected) =>
        Assert.Equal(expected, BinomialTail.Lower(k, n, p));

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-300)]
    [InlineData(2.2e-17)]
    [InlineData(0.9999999999999999)]
    public void For_extreme_rates_the_tail_is_never_below_the_truth_and_at_most_one_double_above_the_least(double p)
    {
        for (int n = 1; n <= 20; n++)
        {
            BigInteger[] numerators = RationalBinomial.Numerators(n, p, out int bits);
            for (int k = 0; k < n; k++)
            {
                double tail = BinomialTail.Lower(k, n, p);
                Assert.True(RationalBinomial.Compare(tail, numerators[k], bits) >= 0, "below the truth");
                double second = Math.BitDecrement(Math.BitDecrement(tail));
                Assert.True(RationalBinomial.Compare(Math.Max(0, second), numerators[k], bits) < 0, "two above");
            }
        }
    }

    [Fact]
    public void The_rate_is_the_double_and_not_the_decimal()
    {
        // The double next to one fifth exceeds it, and yet the double next to .96 lies below 1 - p^2.
        BigInteger[] numerators = RationalBinomial.Numerators(2, .2, out int bits);
        Assert.True(RationalBinomial.Compare(.96, numerators[1], bits) < 0);
        Assert.Equal(Math.BitIncrement(.96), BinomialTail.Lower(1, 2, .2));
    }

    [Theory]
    [InlineData(-1, 10, .3, 0)]
    [InlineData(long.MinValue, 10, .3, 0)]
    [InlineData(10, 10, .3, 1)]
    [InlineData(long.MaxValue, 10, .3, 1)]
    [InlineData(0, 0, .3, 1)]
    [InlineData(-1, 0, .3, 0)]
    [InlineData(0, 10, 0, 1)]
    [InlineData(-1, 10, 0, 0)]
    [InlineData(9, 10, 1, 0)]
    [InlineData(10, 10, 1, 1)]
    [InlineData(5, 5, double.Epsilon, 1)]
    public void The_edges_are_certain(long k, long n, double p, double expected)
    {
        Assert.Equal(expected, BinomialTail.Lower(k, n, p));
        Assert.Equal(Math.Log(expected), BinomialTail.LogLower(k, n, p));
        long next = k == long.MaxValue ? k : k + 1;
        Assert.Equal(1 - expected, BinomialTail.Upper(next, n, p));
        Assert.Equal(Math.Log(1 - expected), BinomialTail.LogUpper(next, n, p));
    }

    [Theory]
    [InlineData(-1, .5, "trials")]
    [InlineData(1_000_000_000_001, .5, "trials")]
    [InlineData(10, double.NaN, "probability")]
    [InlineData(10, -1e-300, "probability")]
    [InlineData(10, 1.0000000000000002, "probability")]
    [InlineData(10, double.PositiveInfinity, "probability")]
    public void Bad_arguments_are_named(long n, double p, string parameter)
    {
        Func<long, long, double, double>[] all =
            [BinomialTail.Lower, BinomialTail.LogLower, BinomialTail.Upper, BinomialTail.LogUpper];
        Assert.All(all, tail => Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => tail(3, n, p)).ParamName));
    }

    [Fact]
    public void The_message_of_an_error_names_parameter_bound_and_value()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => BinomialTail.Lower(1, 10, 1.5));
        Assert.Contains("probability must be a probability in [0, 1], but is 1.5", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentOutOfRangeException>(() => BinomialTail.Lower(1, -10, .5));
        Assert.Contains("trials must be in [0, 1000000000000], but is -10", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1_000_000, .999999, -13815510.557935518)]
    [InlineData(1, 1_000_000_000, .5, -693147159.8366896)]
    public void Deep_tails_live_in_the_logarithm(long k, long n, double p, double expected)
    {
        // ln q^n and ln (1 + n) 2^-n.
        Assert.InRange(BinomialTail.LogLower(k, n, p), expected * (1 + 1e-10), expected * (1 - 1e-10));
        Assert.Equal(double.Epsilon, BinomialTail.Lower(k, n, p));
        Assert.Equal(1, BinomialTail.Upper(k + 1, n, p));
    }

    [Fact]
    public void A_rate_far_below_the_normal_range_keeps_its_meaning()
    {
        double p = 100 * double.Epsilon;
        Assert.Equal(1, BinomialTail.Lower(0, 7, p));
        Assert.InRange(BinomialTail.LogLower(0, 7, p), -700 * double.Epsilon, -699 * double.Epsilon);
        Assert.InRange(BinomialTail.Upper(1, 7, p), 700 * double.Epsilon, 701 * double.Epsilon);
        Assert.Equal(double.Epsilon, BinomialTail.Upper(2, 7, p));
        Assert.Equal(2 * Math.Log(p) + Math.Log(21), BinomialTail.LogUpper(2, 7, p), 1e-11);
    }

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(1_000_000_000)]
    public void Half_of_an_odd_number_of_fair_tosses_is_a_half_also_for_huge_numbers(long even)
    {
        double tail = BinomialTail.Lower(even / 2, even + 1, .5);
        Assert.InRange(tail, .5, Math.BitIncrement(.5));
    }

    /// <summary>A tail that is a power of two is a double itself; down to 2^-900 it is promised, beyond it may be the next one.</summary>
    [Fact]
    public void Heads_at_every_toss_have_the_very_power_of_a_half()
    {
        for (int n = 1; n <= 900; n++)
        {
            Assert.Equal(Math.ScaleB(1.0, -n), BinomialTail.Lower(0, n, .5));
            Assert.Equal(Math.ScaleB(1.0, -n), BinomialTail.Upper(n, n, .5));
        }

        Assert.InRange(BinomialTail.Lower(0, 1_000, .5), Math.ScaleB(1.0, -1_000), Math.BitIncrement(Math.ScaleB(1.0, -1_000)));
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        double total = Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        total += Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(double.IsFinite(total));

        static double Work() =>
            BinomialTail.Lower(80, 1000, .1) + BinomialTail.LogLower(120, 1000, .1) + BinomialTail.Upper(80, 1000, .1)
            + BinomialTail.LogUpper(120, 1000, .1) + BinomialTail.Lower(0, 2, .5) + BinomialTail.Lower(500, 1001, .5)
            + ClopperPearson.Upper(3, 100, .05) + BinomialBudget.LargestCount(1000, .1, .1)
            + BinomialBudget.TrialsForPower(.1, .1, .05, .8).Trials + BetaBinomialTail.Interval(100, 10, 100, 1e-6).Upper;
    }

    private static void AssertLeastAbove(double value, BigInteger numerator, int bits)
    {
        Assert.True(RationalBinomial.Compare(value, numerator, bits) >= 0, "below the truth");
        Assert.True(RationalBinomial.Compare(Math.BitDecrement(value), numerator, bits) < 0, "not the least double");
    }
}
