using Escalation.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Decisions;

public class ScoreComparisonTests
{
    [Theory]
    [Trait("Row", "5")]
    [InlineData(ScoreDirection.HigherDelegates)]
    [InlineData(ScoreDirection.LowerDelegates)]
    [InlineData(ScoreDirection.HigherActs)]
    public void Equality_acts(ScoreDirection direction) => Prop
        .ForAll<double>(value => double.IsNaN(value) || !ScoreComparison.Escalates(direction, value, value))
        .QuickCheckThrowOnFailure();

    [Theory]
    [Trait("Row", "1")]
    [InlineData(ScoreDirection.HigherDelegates)]
    [InlineData(ScoreDirection.LowerDelegates)]
    [InlineData(ScoreDirection.HigherActs)]
    [InlineData((ScoreDirection)7)]
    public void NaN_on_either_side_escalates(ScoreDirection direction)
    {
        Assert.True(ScoreComparison.Escalates(direction, double.NaN, 0.5));
        Assert.True(ScoreComparison.Escalates(direction, 0.5, double.NaN));
        Assert.True(ScoreComparison.Escalates(direction, double.NaN, double.NaN));
    }

    [Fact]
    [Trait("Row", "5")]
    public void The_next_number_past_the_threshold_escalates()
    {
        Assert.True(ScoreComparison.Escalates(ScoreDirection.HigherDelegates, Math.BitIncrement(0.3), 0.3));
        Assert.False(ScoreComparison.Escalates(ScoreDirection.HigherDelegates, Math.BitDecrement(0.3), 0.3));
        Assert.True(ScoreComparison.Escalates(ScoreDirection.HigherActs, Math.BitDecrement(0.3), 0.3));
        Assert.True(ScoreComparison.Escalates(ScoreDirection.LowerDelegates, Math.BitDecrement(0.3), 0.3));
        Assert.False(ScoreComparison.Escalates(ScoreDirection.LowerDelegates, Math.BitIncrement(0.3), 0.3));
    }

    [Fact]
    [Trait("Row", "4")]
    public void Minus_zero_is_zero_and_subnormals_are_not_flushed()
    {
        Assert.False(ScoreComparison.Escalates(ScoreDirection.HigherActs, -0.0, 0.0));
        Assert.False(ScoreComparison.Escalates(ScoreDirection.HigherDelegates, 0.0, -0.0));
        Assert.True(ScoreComparison.Escalates(ScoreDirection.HigherDelegates, double.Epsilon, 0.0));
    }

    [Fact]
    public void A_direction_outside_the_enum_escalates_and_has_no_symbol()
    {
        Assert.True(ScoreComparison.Escalates((ScoreDirection)7, 1.0, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreComparison.Symbol((ScoreDirection)7));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_threshold_must_be_finite(double value)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => Threshold.ActAtOrAbove(value));

        Assert.Contains("finite", refused.Message, StringComparison.Ordinal);
    }
}
