using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class DecisionCostsTests
{
    [Theory]
    [Trait("Row", "23")]
    [InlineData(0.0)]
    [InlineData(-4.0)]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_ratio_must_be_finite_and_above_one(double ratio)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => DecisionCosts.FromRatio(ratio));

        Assert.Equal("ratio", refused.ParamName);
    }

    [Theory]
    [Trait("Row", "23")]
    [Trait("Row", "24")]
    [InlineData(0.0, 0.0)]
    [InlineData(4.0, 0.0)]
    [InlineData(4.0, -1.0)]
    [InlineData(4.0, 4.0)]
    [InlineData(1.0, 4.0)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(4.0, double.NaN)]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.MaxValue, double.Epsilon)]
    [InlineData(1e300, 1e-300)]
    public void Costs_that_have_no_ratio_are_refused(double wrongAct, double escalation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecisionCosts(wrongAct, escalation));

    [Fact]
    public void Costs_know_their_ratio()
    {
        var costs = new DecisionCosts(50, 4);

        Assert.Equal(12.5, costs.Ratio);
        Assert.Equal(0.08, costs.RequiredGain);
        Assert.True(costs.IsDefined);
        Assert.False(default(DecisionCosts).IsDefined);
    }

    [Fact]
    public void The_message_names_parameter_bound_and_value()
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => new DecisionCosts(0.5, 1.5));

        Assert.Contains("wrongAct must exceed escalation = 1.5, but was 0.5", refused.Message, StringComparison.Ordinal);
    }
}
