using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class ChernoffHoeffdingTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(.3, .3, 0)]
    [InlineData(0, .1, 0.10536051565782631)]
    [InlineData(1, .1, 2.3025850929940455)]
    [InlineData(0, 1, double.PositiveInfinity)]
    [InlineData(.5, 1, double.PositiveInfinity)]
    [InlineData(.5, 0, double.PositiveInfinity)]
    [InlineData(.5, .25, 0.14384103622589045)]
    [InlineData(.25, .5, 0.13081203594113697)]
    [InlineData(0, .001, 0.0010005003335835335)]
    [InlineData(1, .9990234375, 0.0009770396478266127)]
    [InlineData(1e-300, .1, 0.10536051565782631)]
    [InlineData(.1, 1e-300, 68.75246981642992)]
    public void The_divergence_has_its_limits_and_no_cancellation(double rate, double alpha, double expected)
    {
        if (double.IsFinite(expected))
        {
            Outward.AssertRelative(expected, ChernoffHoeffding.Divergence(rate, alpha), 5e-16);
        }
        else
        {
            Assert.Equal(expected, ChernoffHoeffding.Divergence(rate, alpha));
        }
    }

    [Theory]
    [InlineData(.1, 1e-7)]
    [InlineData(.5, 1e-9)]
    [InlineData(.999, 1e-10)]
    public void Next_to_the_rate_the_divergence_is_the_square_of_the_distance(double alpha, double distance)
    {
        double rate = alpha - distance;
        double gap = alpha - rate;
        double third = (1 / (alpha * alpha)) - (1 / ((1 - alpha) * (1 - alpha)));
        double expected = (gap * gap / (2 * alpha * (1 - alpha))) + (gap * gap * gap * third / 6);
        Outward.AssertRelative(expected, ChernoffHoeffding.Divergence(rate, alpha), 1e-12);
    }

    [Theory]
    [InlineData(-.1, .1, "rate")]
    [InlineData(1.1, .1, "rate")]
    [InlineData(double.NaN, .1, "rate")]
    [InlineData(.1, -.1, "alpha")]
    [InlineData(.1, 1.1, "alpha")]
    [InlineData(.1, double.NaN, "alpha")]
    public void Bad_rates_are_named(double rate, double alpha, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => ChernoffHoeffding.Divergence(rate, alpha)).ParamName);
}
