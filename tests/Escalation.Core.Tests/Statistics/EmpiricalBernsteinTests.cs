using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class EmpiricalBernsteinTests
{
    [Fact]
    public void Counts_and_losses_give_the_same_bound_and_p_value()
    {
        double[] losses = new double[200];
        for (int i = 9; i < losses.Length; i += 20)
        {
            losses[i] = 1;
        }

        Outward.AssertRelative(EmpiricalBernstein.Upper(10, 200, .05), EmpiricalBernstein.Upper(losses, .05), 1e-15);
        Outward.AssertRelative(EmpiricalBernstein.PValue(10, 200, .3), EmpiricalBernstein.PValue(losses, .3), 1e-14);
    }

    [Fact]
    public void The_p_value_is_the_error_level_whose_bound_is_the_risk_level()
    {
        double[] losses = [.. Enumerable.Range(0, 400).Select(i => i * 37 % 101 / 500.0)];
        foreach (double delta in (double[])[.5, .1, .05, .001, 1e-12])
        {
            Outward.AssertRelative(delta, EmpiricalBernstein.PValue(losses, EmpiricalBernstein.Upper(losses, delta)), 1e-12);
            Outward.AssertRelative(delta, EmpiricalBernstein.PValue(7, 400, EmpiricalBernstein.Upper(7, 400, delta)), 1e-12);
        }
    }

    [Fact]
    public void Losses_that_hardly_vary_are_bounded_more_tightly_than_by_their_sum()
    {
        double[] losses = [.. Enumerable.Range(0, 2000).Select(i => .1 + (i % 7 * .001))];
        double sum = LossSum.Of(losses).Value;
        Assert.True(EmpiricalBernstein.Upper(losses, .05) < HoeffdingBentkus.Upper(sum, losses.Length, .05));
        Assert.True(EmpiricalBernstein.PValue(losses, .12) < HoeffdingBentkus.PValue(sum, losses.Length, .12));
    }

    [Fact]
    public void Losses_without_variance_leave_the_last_term()
    {
        double[] losses = [.. Enumerable.Repeat(.25, 100)];
        Outward.AssertRelative(.25 + (7 * Math.Log(40) / (3 * 99)), EmpiricalBernstein.Upper(losses, .05), 1e-12);
        Outward.AssertRelative(7 * Math.Log(40) / (3 * 99), EmpiricalBernstein.Upper(0, 100, .05), 1e-14);
    }

    [Fact]
    public void With_less_than_two_losses_nothing_is_known()
    {
        Assert.Equal(1, EmpiricalBernstein.Upper([], .1));
        Assert.Equal(1, EmpiricalBernstein.Upper([0], .1));
        Assert.Equal(1, EmpiricalBernstein.Upper(0, 1, .1));
        Assert.Equal(1, EmpiricalBernstein.PValue([0], .9));
        Assert.Equal(1, EmpiricalBernstein.PValue(0, 0, .9));
        Assert.Equal(1, EmpiricalBernstein.Upper(1, 2, .1));
    }

    [Fact]
    public void A_mean_at_the_level_or_above_rejects_nothing()
    {
        Assert.Equal(1, EmpiricalBernstein.PValue(25, 100, .25));
        Assert.Equal(1, EmpiricalBernstein.PValue([.5, .75, .5], .5));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("losses", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.Upper([0, double.NaN], .1)).ParamName);
        Assert.Equal("losses", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.PValue([0, 1.5], .1)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.Upper([0], double.NaN)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.Upper(0, 10, 1)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.PValue([0], 0)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.PValue(0, 10, double.NaN)).ParamName);
        Assert.Equal("errors", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.Upper(11, 10, .1)).ParamName);
        Assert.Equal("trials", Assert.Throws<ArgumentOutOfRangeException>(() => EmpiricalBernstein.PValue(0, -1, .1)).ParamName);
    }
}
