using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class ElementaryTests
{
    [Fact]
    public void Logarithm_next_to_one_and_exponential_next_to_zero_keep_all_digits()
    {
        foreach (double size in (double[])[1e-300, 1e-20, 1e-16, 3e-16, 1e-10, 1e-5, .01, .3, .7])
        {
            foreach (double x in (double[])[size, -size])
            {
                // Hyperbolic functions of the runtime do not cancel: e^x - 1 = 2 e^(x/2) sinh(x/2), ln(1+x) = 2 artanh(x/(2+x)).
                AssertRelative(2 * Math.Exp(x / 2) * Math.Sinh(x / 2), Elementary.ExpMinusOne(x));
                AssertRelative(2 * Math.Atanh(x / (2 + x)), Elementary.LogOnePlus(x));
            }
        }
    }

    [Fact]
    public void Limits_are_met()
    {
        Assert.Equal(double.NegativeInfinity, Elementary.LogOnePlus(-1));
        Assert.Equal(double.PositiveInfinity, Elementary.LogOnePlus(double.PositiveInfinity));
        Assert.Equal(double.NaN, Elementary.LogOnePlus(-1.5));
        Assert.Equal(double.NaN, Elementary.LogOnePlus(double.NaN));
        Assert.Equal(-1, Elementary.ExpMinusOne(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Elementary.ExpMinusOne(1000));
        Assert.Equal(double.NaN, Elementary.ExpMinusOne(double.NaN));
        Assert.Equal(0, Elementary.ExpMinusOne(0));
        Assert.Equal(0, Elementary.LogOnePlus(0));
    }

    private static void AssertRelative(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-15 * Math.Abs(expected), FormattableString.Invariant($"{expected:R} {actual:R}"));
}
