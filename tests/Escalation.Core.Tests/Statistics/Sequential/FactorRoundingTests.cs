using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class FactorRoundingTests
{
    [Theory]
    [InlineData(-0.75, 0.5, 4.0)]
    [InlineData(-0.5, 0.0, 2.0)]
    [InlineData(0.0, 1.0, 1.0)]
    [InlineData(3.0, 2.0, 1.0)]
    public void The_error_of_a_factor_grows_with_the_gain_the_stake_and_how_near_ruin_it_is(double gain, double risked, double nearRuin)
    {
        double expected = FactorRounding.Unit * ((16.0 * Math.Abs(gain)) + (4.0 * risked)) * nearRuin;

        Assert.Equal(expected, FactorRounding.OfFactor(gain, risked));
    }

    [Fact]
    public void What_is_needed_surely_reaches_one_over_the_level()
    {
        for (int i = 1; i < 200; i++)
        {
            double level = i / 200.0;
            Assert.True(FactorRounding.Needed(level) > -Math.Log(level));
        }
    }
}
