using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class KaplanMeierTests
{
    // Weeks in remission under 6-mercaptopurine (Freireich and others, 1963); a negative number was censored. The survival falls to 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448
    // at 6, 7, 10, 13, 16, 22, 23 weeks in every textbook that has it; the placebo group is complete, its median 8.
    private static readonly double[] Treated = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
    private static readonly double[] Placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

    [Theory]
    [InlineData(0.14, 6)]
    [InlineData(0.15, 7)]
    [InlineData(0.24, 10)]
    [InlineData(0.30, 13)]
    [InlineData(0.37, 16)]
    [InlineData(0.46, 22)]
    [InlineData(0.50, 23)]
    [InlineData(0.55, 23)]
    public void The_leukaemia_patients_give_the_published_steps(double share, double weeks) =>
        Assert.Equal(weeks, KaplanMeier.Quantile([.. Treated.Select(Math.Abs)], [.. Treated.Select(time => time < 0)], share));

    [Fact]
    public void A_share_that_is_never_reached_has_no_time() =>
        Assert.True(double.IsNaN(KaplanMeier.Quantile([.. Treated.Select(Math.Abs)], [.. Treated.Select(time => time < 0)], 0.56)));

    [Fact]
    public void Without_censoring_it_is_the_order_statistic()
    {
        Assert.Equal(8.0, KaplanMeier.Quantile(Placebo, new bool[21], 0.5));
        double[] ten = [.. Enumerable.Range(1, 10).Select(i => (double)i)];
        for (int i = 1; i < 10; i++)
        {
            Assert.Equal(i, KaplanMeier.Quantile(ten, new bool[10], i / 10.0));
        }
    }

    [Fact]
    public void A_wait_without_end_keeps_its_place_among_those_who_wait()
    {
        Assert.Equal(2.0, KaplanMeier.Quantile([1, 2, double.PositiveInfinity, double.PositiveInfinity], [false, false, true, true], 0.5));
        Assert.True(double.IsNaN(KaplanMeier.Quantile([1, 2, double.PositiveInfinity, double.PositiveInfinity], [false, false, true, true], 0.6)));
        Assert.True(double.IsNaN(KaplanMeier.Quantile([], [], 0.5)));
    }

    [Fact]
    public void Only_an_end_is_a_time_and_may_come_at_once()
    {
        Assert.Equal(2.0, KaplanMeier.Quantile([1, 2], [true, false], 1e-12));
        Assert.Equal(0.0, KaplanMeier.Quantile([0, 0, 5], [false, false, false], 0.6));
    }

    /// <summary>Of three who still wait at 4, one ends and one is lost then: two thirds go on waiting, and one who was lost first would leave one half.</summary>
    [Fact]
    public void An_end_comes_before_a_censoring_at_the_same_time()
    {
        Assert.Equal(4.0, KaplanMeier.Quantile([4, 4, 9], [true, false, false], 0.33));
        Assert.Equal(9.0, KaplanMeier.Quantile([4, 4, 9], [true, false, false], 0.4));
    }

    [Fact]
    public void What_is_no_time_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Quantile([-1], [false], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Quantile([double.NaN], [true], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Quantile([double.PositiveInfinity], [false], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Quantile([1], [false], 1.0));
        Assert.Throws<ArgumentException>(() => KaplanMeier.Quantile([1], [], 0.5));
    }
}
