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

    /// <summary>Sixteen exponentials added in doubles beside the same in decimals of 28 digits: the bound holds, and without it the error would show.</summary>
    [Fact]
    public void The_error_of_a_sum_of_exponentials_is_within_its_bound_and_is_real()
    {
        var random = new Random(5);
        double worst = 0.0;
        for (int round = 0; round < 200; round++)
        {
            double[] logs = [.. Enumerable.Range(0, 16).Select(_ => (random.NextDouble() * 8.0) - 4.0)];
            double largest = logs.Max();
            double plain = largest + Math.Log(logs.Sum(log => Math.Exp(log - largest)));
            double error = (double)(Decimals.Exact(plain) - Decimals.Logarithm(logs.Sum(log => Decimals.Exponential(Decimals.Exact(log)))));
            Assert.InRange(Math.Abs(error), 0.0, FactorRounding.OfSum(logs.Max(Math.Abs)));
            worst = Math.Max(worst, Math.Abs(error));
        }

        Assert.True(worst > FactorRounding.Unit / 4.0);
        Assert.True(FactorRounding.OfSum(100.0) >= 400.0 * FactorRounding.Unit);
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
