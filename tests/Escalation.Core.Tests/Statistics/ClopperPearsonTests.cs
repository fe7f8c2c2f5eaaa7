using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics;

public class ClopperPearsonTests
{
    private static readonly double[] Levels = [.5, .25, .2, .1, .05, .025, .01, 1e-6, 1e-12, 1e-300, .9, .999];

    [Fact]
    public void Bounds_match_every_golden_row()
    {
        double[][] rows = GoldenCalibration.Rows("binomial_bounds");
        Assert.Equal(118, rows.Length);
        Assert.All(rows, row =>
        {
            (long n, long k, double delta) = ((long)row[0], (long)row[1], row[2]);
            AssertRelative(row[3], ClopperPearson.Lower(k, n, delta), 1e-10);
            AssertRelative(row[4], ClopperPearson.Upper(k, n, delta), 1e-10);
            BinomialInterval interval = ClopperPearson.Interval(k, n, delta);
            AssertRelative(row[5], interval.Lower, 1e-10);
            AssertRelative(row[6], interval.Upper, 1e-10);
        });
    }

    [Theory]
    [InlineData(100, 0, .05, .0295130496070399)]
    [InlineData(100, 2, .05, .0616192003960407)]
    [InlineData(100, 5, .1, .0907714696140702)]
    [InlineData(500, 25, .1, .0649146594227226)]
    [InlineData(1000, 50, .05, .0628634035123797)]
    [InlineData(10000, 500, .05, .0537331781906603)]
    public void Upper_bounds_of_the_reference_table_are_met(long n, long k, double delta, double expected) =>
        AssertRelative(expected, ClopperPearson.Upper(k, n, delta), 1e-14);

    [Theory]
    [InlineData(20, 1, .0012650894979498, .248732762772028)]
    [InlineData(100, 5, .0164318791820522, .112834911105463)]
    [InlineData(500, 25, .0326151801493301, .072927621650479)]
    [InlineData(1000, 50, .0373353976046618, .0653904879154936)]
    public void Two_sided_intervals_of_the_reference_table_are_met(long n, long k, double lower, double upper)
    {
        BinomialInterval interval = ClopperPearson.Interval(k, n, .05);
        AssertRelative(lower, interval.Lower, 1e-13);
        AssertRelative(upper, interval.Upper, 1e-13);
    }

    [Fact]
    public void The_bounds_are_the_outermost_doubles_that_pass_their_test()
    {
        foreach ((long k, long n) in Grid())
        {
            foreach (double delta in Levels)
            {
                double upper = ClopperPearson.Upper(k, n, delta);
                double lower = ClopperPearson.Lower(k, n, delta);
                Assert.True(k == n ? upper == 1 : BinomialTail.Lower(k, n, upper) <= delta);
                Assert.True(k == n || BinomialTail.Lower(k, n, Math.BitDecrement(upper)) > delta);
                Assert.True(k == 0 ? lower == 0 : BinomialTail.Upper(k, n, lower) <= delta);
                Assert.True(k == 0 || BinomialTail.Upper(k, n, Math.BitIncrement(lower)) > delta);
            }
        }
    }

    [Fact]
    public void Testing_and_bounding_are_one_event()
    {
        double[] rates = [.001, .01, .05, .1, .2, .25, .3, .5, .75, .9];
        foreach ((long k, long n) in Grid())
        {
            foreach (double delta in Levels)
            {
                double upper = ClopperPearson.Upper(k, n, delta);
                Assert.All(rates, alpha => Assert.Equal(BinomialTail.Lower(k, n, alpha) <= delta, upper <= alpha));
            }
        }
    }

    [Theory]
    [InlineData(0, 3, .421875, .25)]
    [InlineData(0, 2, .25, .5)]
    [InlineData(1, 2, .75, .5)]
    [InlineData(4, 9, .5, .5)]
    public void A_bound_that_is_a_double_is_met_exactly(long k, long n, double delta, double expected) =>
        Assert.Equal(expected, ClopperPearson.Upper(k, n, delta));

    [Theory]
    [InlineData(50, 1e-10)]
    [InlineData(1000, 5e-8)]
    [InlineData(1000, 1e-12)]
    [InlineData(1000, 1e-300)]
    [InlineData(1_000_000, 1e-300)]
    public void Without_errors_the_bound_is_one_minus_the_root_of_delta(long n, double delta)
    {
        double exact = -Elementary.ExpMinusOne(Math.Log(delta) / n);
        AssertRelative(exact, ClopperPearson.Upper(0, n, delta), 1e-14);
        AssertRelative(Math.Exp(Math.Log(delta) / n), ClopperPearson.Lower(n, n, delta), 1e-13);
        AssertRelative(delta / n, ClopperPearson.Lower(1, n, delta), delta < 1e-100 ? 1e-13 : 1);
    }

    [Fact]
    public void The_least_level_of_all_still_has_bounds()
    {
        Assert.InRange(ClopperPearson.Upper(3, 10, double.Epsilon), .9999, 1);
        Assert.InRange(ClopperPearson.Lower(1, 10, double.Epsilon), 0, double.Epsilon);
        Assert.Equal(new BinomialInterval(0, 1), ClopperPearson.Interval(0, 0, double.Epsilon));
    }

    [Fact]
    public void Bounds_widen_with_confidence_and_move_with_the_count()
    {
        var cases =
            from n in Gen.Choose(1, 5000)
            from k in Gen.Choose(0, n)
            from percent in Gen.Choose(1, 98)
            select (K: (long)k, N: (long)n, Delta: percent / 100.0);
        Prop.ForAll(cases.ToArbitrary(), c =>
            ClopperPearson.Upper(c.K, c.N, c.Delta) <= ClopperPearson.Upper(c.K, c.N, c.Delta / 2)
            && ClopperPearson.Lower(c.K, c.N, c.Delta) >= ClopperPearson.Lower(c.K, c.N, c.Delta / 2)
            && ClopperPearson.Upper(c.K, c.N, c.Delta) <= ClopperPearson.Upper(Math.Min(c.N, c.K + 1), c.N, c.Delta)
            && Math.Abs(ClopperPearson.Upper(c.K, c.N, c.Delta) + ClopperPearson.Lower(c.N - c.K, c.N, c.Delta) - 1) < 1e-14)
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(-1, 10, .1, "successes")]
    [InlineData(11, 10, .1, "successes")]
    [InlineData(0, -1, .1, "trials")]
    [InlineData(0, 10, 0, "delta")]
    [InlineData(0, 10, 1, "delta")]
    [InlineData(0, 10, double.NaN, "delta")]
    public void Bad_arguments_are_named(long k, long n, double delta, string parameter)
    {
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Upper(k, n, delta)).ParamName);
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Lower(k, n, delta)).ParamName);
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Interval(k, n, delta)).ParamName);
    }

    private static IEnumerable<(long K, long N)> Grid()
    {
        foreach (long n in (long[])[1, 2, 3, 7, 20, 100, 793, 5000])
        {
            foreach (long k in new[] { 0, 1, n / 20, n / 3, n / 2, n - 1, n }.Distinct())
            {
                yield return (k, n);
            }
        }
    }

    private static void AssertRelative(double expected, double actual, double tolerance) =>
        Assert.InRange(actual, expected * (1 - tolerance), expected * (1 + tolerance));
}
