using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class OutwardExponentialTests
{
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
        Assert.Equal(1, OutwardExponential.Up(3.0));
    }
}
