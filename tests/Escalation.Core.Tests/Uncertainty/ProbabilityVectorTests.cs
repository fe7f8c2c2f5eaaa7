using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class ProbabilityVectorTests
{
    [Theory]
    [Trait("Row", "7")]
    [Trait("Row", "8")]
    [InlineData("no-signal")]
    [InlineData("invalid-distribution", 0.47, 0.5)]
    [InlineData("invalid-distribution", 1.2, -0.2)]
    [InlineData("invalid-distribution", 0.6, 0.6)]
    [InlineData("score-undefined", 0.5, double.NaN, 0.5)]
    [InlineData("score-undefined", double.PositiveInfinity)]
    public void What_is_no_distribution_is_missing(string reason, params double[] p)
    {
        Assert.False(ProbabilityVector.Maximum(p).HasValue);
        Assert.Equal(reason, ProbabilityVector.Maximum(p).Reason.Code);
    }

    [Fact]
    public void The_largest_probability_survives_the_rounding_of_single_precision()
    {
        Assert.Equal(0.7, ProbabilityVector.Maximum([0.1, 0.7, 0.20001]).Value);
        Assert.Equal(1.0, ProbabilityVector.Maximum([1.00001, 0.0]).Value);
    }
}
