using Escalation.Learning;

namespace Escalation.Core.Tests.Learning;

public sealed class LogisticTests
{
    [Theory]
    [InlineData(800.0, 1.0)]
    [InlineData(-800.0, 0.0)]
    [InlineData(0.0, 0.5)]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    public void Extreme_log_odds_give_the_limits(double z, double expected) =>
        Assert.Equal(expected, Logistic.Probability(z), 15);

    [Fact]
    public void NaN_stays_NaN() => Assert.True(double.IsNaN(Logistic.Probability(double.NaN)));

    [Fact]
    public void Complements_sum_to_one_and_tails_keep_their_precision()
    {
        Assert.Equal(1.0, Logistic.Probability(3.0) + Logistic.Probability(-3.0), 15);
        Assert.Equal(1.0, Logistic.Probability(-700.0) / Math.Exp(-700.0), 12);
        Assert.Equal(1.0, Logistic.Variance(40.0) / Math.Exp(-40.0), 12);
        Assert.Equal(1.0, Logistic.Loss(40.0, 1.0) / Math.Exp(-40.0), 12);
        Assert.Equal(1000.0, Logistic.Loss(1000.0, 0.0));
        Assert.Equal(Math.Log(2.0), Logistic.Loss(0.0, 0.3), 15);
    }
}
