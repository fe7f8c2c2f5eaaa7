using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class EstimateTests
{
    [Theory]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_undefined_probability_is_missing_and_not_clamped(double value)
    {
        Estimate estimate = Estimate.Probability(value);

        Assert.False(estimate.HasValue);
        Assert.Equal(Reason.ScoreUndefined, estimate.Reason);
        Assert.True(double.IsNaN(estimate.Value));
    }

    [Theory]
    [Trait("Row", "3")]
    [Trait("Row", "4")]
    [InlineData(1.0 + 5e-10, 1.0)]
    [InlineData(-5e-10, 0.0)]
    [InlineData(-0.0, 0.0)]
    [InlineData(5e-324, 5e-324)]
    [InlineData(1.0, 1.0)]
    public void A_tiny_overshoot_clamps_and_the_smallest_numbers_survive(double value, double expected) =>
        Assert.Equal(expected, Estimate.Probability(value).Value);

    [Theory]
    [Trait("Row", "3")]
    [InlineData(1.0 + 1.1e-9)]
    [InlineData(-1.1e-9)]
    [InlineData(2.0)]
    [InlineData(-1.0)]
    public void A_probability_out_of_range_by_more_than_rounding_is_missing(double value) =>
        Assert.Equal(Reason.ScoreOutOfRange, Estimate.Probability(value).Reason);

    [Fact]
    public void An_absent_probability_is_missing() => Assert.Equal(Reason.NoSignal, Estimate.Probability((double?)null).Reason);

    [Fact]
    public void A_gain_reaches_from_minus_one_to_one()
    {
        Assert.Equal(-1.0, Estimate.Gain(-1.0).Value);
        Assert.Equal(Reason.ScoreOutOfRange, Estimate.Gain(-1.1).Reason);
        Assert.Equal(Reason.ScoreUndefined, Estimate.Score(double.NaN).Reason);
        Assert.Equal(17.5, Estimate.Score(17.5).Value);
    }

    [Fact]
    [Trait("Row", "41")]
    public void The_default_estimate_is_a_fault()
    {
        Assert.Equal(SignalKind.Fault, default(Estimate).Kind);
        Assert.Equal(Reason.EvaluatorFault, default(Estimate).Reason);
        Assert.False(default(Estimate).HasValue);
        Assert.True(double.IsNaN(default(Estimate).Value));
    }
}
