using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class OutwardRoundingTests
{
    private static readonly double Above = Math.BitIncrement(3.0);
    private static readonly double Below = Math.BitDecrement(3.0);

    [Theory]
    [InlineData(1e-30, 0.0, true, false, false)]
    [InlineData(0.0, 0.0, false, false, true)]
    [InlineData(-1e-30, 0.0, false, true, false)]
    [InlineData(-1e-30, 1e-31, false, true, false)]
    [InlineData(-1e-30, 1e-30, false, true, true)]
    [InlineData(-1e-30, 2e-30, true, true, true)]
    [InlineData(1e-30, 1e-30, true, false, true)]
    [InlineData(1e-30, 2e-30, true, true, true)]
    public void The_double_is_the_nearest_on_the_safe_side_of_all_that_the_error_allows(double low, double error, bool up, bool down, bool open)
    {
        var x = new DoubleDouble(3.0, low);
        Assert.Equal(up ? Above : 3.0, OutwardRounding.Up(x, error, out bool undecided));
        Assert.Equal(open, undecided);
        Assert.Equal(up ? Above : 3.0, OutwardRounding.UpPositive(x, error, out undecided));
        Assert.Equal(open, undecided);
        Assert.Equal(down ? Below : 3.0, OutwardRounding.Down(x, error));
        Assert.Equal(low > 0 ? Above : 3.0, OutwardRounding.UpTo(x));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.0)]
    public void An_error_that_is_no_number_or_too_large_leaves_everything_open(double error)
    {
        _ = OutwardRounding.Up(new DoubleDouble(3.0, 1e-16), error, out bool undecided);
        Assert.True(undecided);
        _ = OutwardRounding.UpPositive(new DoubleDouble(3.0, 1e-16), error, out undecided);
        Assert.True(undecided);
    }

    [Theory]
    [InlineData(1.0, -1074, 1, 1)]
    [InlineData(1.5, -1074, 2, 1)]
    [InlineData(1.0, -1075, 1, 0)]
    [InlineData(1.5, -1075, 1, 0)]
    [InlineData(1.75, -1073, 4, 3)]
    [InlineData(1.25, -1072, 5, 5)]
    [InlineData(1.0, -5000, 1, 0)]
    [InlineData(1.0, -1_000_000_000_000, 1, 0)]
    public void Below_the_normal_range_a_scaled_number_is_the_next_step_up_or_down(double x, long exponent, int up, int down)
    {
        Assert.Equal(up * double.Epsilon, OutwardRounding.ScaleUp(x, exponent));
        Assert.Equal(down * double.Epsilon, OutwardRounding.ScaleDown(x, exponent));
    }
}
