using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class WilsonTests
{
    [Fact]
    public void The_interval_of_the_reference_table_is_met()
    {
        BinomialInterval interval = Wilson.Interval(50, 1000, .05);
        Outward.AssertRelative(.0381302623927, interval.Lower, 1e-11);
        Outward.AssertRelative(.0653138202443, interval.Upper, 1e-11);
    }

    [Fact]
    public void The_ends_solve_their_equation()
    {
        // Wilson's ends are the p with (k/n - p)^2 = z^2 p (1-p) / n.
        const double Z = 1.9599639845400543;
        foreach ((long k, long n) in ((long, long)[])[(1, 3), (3, 20), (1, 1_000_000), (999_999_999, 1_000_000_000), (500, 1000)])
        {
            BinomialInterval interval = Wilson.Interval(k, n, .05);
            foreach (double end in (double[])[interval.Lower, interval.Upper])
            {
                double gap = ((double)k / n) - end;
                Outward.AssertRelative(Z * Z * end * (1 - end) / n, gap * gap, 1e-6);
            }
        }
    }

    [Fact]
    public void Counts_at_the_ends_give_exact_ends()
    {
        Assert.Equal(0, Wilson.Interval(0, 10, .05).Lower);
        Assert.Equal(1, Wilson.Interval(10, 10, .05).Upper);
        Assert.Equal(new BinomialInterval(0, 1), Wilson.Interval(0, 0, .05));
        Assert.InRange(Wilson.Interval(0, 10, double.Epsilon).Upper, .99, 1);
    }

    [Fact]
    public void The_interval_lies_within_the_exact_one_at_usual_levels()
    {
        foreach (long n in (long[])[20, 100, 1000])
        {
            for (long k = 2; k <= n - 2; k++)
            {
                BinomialInterval wilson = Wilson.Interval(k, n, .05);
                BinomialInterval exact = ClopperPearson.Interval(k, n, .05);
                Assert.True(wilson.Upper - wilson.Lower < exact.Upper - exact.Lower);
                Assert.InRange((double)k / n, wilson.Lower, wilson.Upper);
            }
        }
    }

    [Theory]
    [InlineData(-1, 10, .1, "successes")]
    [InlineData(11, 10, .1, "successes")]
    [InlineData(0, -1, .1, "trials")]
    [InlineData(0, 10, 0, "delta")]
    [InlineData(0, 10, 1, "delta")]
    [InlineData(0, 10, double.NaN, "delta")]
    public void Bad_arguments_are_named(long k, long n, double delta, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(k, n, delta)).ParamName);
}
