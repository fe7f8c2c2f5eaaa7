using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class OutwardExponentialTests
{
    /// <summary>Rounded up, not moved up: about half of the doubles nearest to the exponential lie above it and stay.</summary>
    [Theory]
    [InlineData(-700.0, -630.0)]
    [InlineData(-50.0, -1.0)]
    public void Half_of_the_results_are_the_nearest_double(double low, double high)
    {
        int nearest = 0;
        for (int i = 0; i < 400; i++)
        {
            double x = low + ((high - low) * (i + 0.37) / 400.0);
            nearest += OutwardExponential.Up(x) == Math.Exp(x) ? 1 : 0;
        }

        Assert.InRange(nearest, 120, 280);
    }

    [Fact]
    public void Rounding_down_never_ends_above_the_value()
    {
        double tiny = Math.ScaleB(1.0, -70);
        Assert.Equal(Math.BitDecrement(1.0), OutwardRounding.Down(new DoubleDouble(1.0, -tiny), 0.0));
        Assert.Equal(Math.BitDecrement(1.0), OutwardRounding.Down(new DoubleDouble(1.0, 0.0), tiny));
        Assert.Equal(Math.BitDecrement(1.0), OutwardRounding.Down(new DoubleDouble(1.0, tiny), 2.0 * tiny));
        Assert.Equal(1.0, OutwardRounding.Down(new DoubleDouble(1.0, tiny), tiny));
        Assert.Equal(1.0, OutwardRounding.Down(new DoubleDouble(1.0, 0.0), 0.0));
    }

    [Theory]
    [InlineData(-1, 0.36787944117144233)]
    [InlineData(-0.5, 0.6065306597126334)]
    [InlineData(-1e-20, 1)]
    [InlineData(-700, 9.859676543759769E-305)]
    [InlineData(-740, 4.2E-322)]
    [InlineData(-745.2, 0)]
    [InlineData(-999, 0)]
    public void The_exponential_is_rounded_up(double x, double nearest) => Outward.AssertUp(nearest, OutwardExponential.Up(x));

    [Fact]
    public void Only_an_impossible_event_has_no_probability()
    {
        Assert.Equal(double.Epsilon, OutwardExponential.Up(-1e300));
        Assert.Equal(0, OutwardExponential.Up(double.NegativeInfinity));
        Assert.Equal(1, OutwardExponential.Up(0.0));
        Assert.Equal(1, OutwardExponential.Up(-1e-40));
        Assert.Equal(1, OutwardExponential.Up(3.0));
    }
}
