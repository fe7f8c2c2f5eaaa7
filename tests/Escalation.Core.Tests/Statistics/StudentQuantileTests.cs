using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class StudentQuantileTests
{
    /// <summary>One and two degrees of freedom have closed forms.</summary>
    [Theory]
    [InlineData(0.49)]
    [InlineData(0.3)]
    [InlineData(0.025)]
    [InlineData(2.5e-4)]
    [InlineData(1e-9)]
    [InlineData(1e-30)]
    public void Deviates_are_those_of_the_closed_forms_however_far_out(double tail)
    {
        Assert.Equal(1.0, StudentQuantile.UpperTail(tail, 1) * Math.Tan(Math.PI * tail), 1e-9);
        Assert.Equal(1.0, StudentQuantile.UpperTail(tail, 2) * Math.Sqrt(2.0 * tail * (1.0 - tail)) / (1.0 - (2.0 * tail)), 1e-9);
    }

    [Fact]
    public void The_lower_half_mirrors_the_upper_one()
    {
        Assert.Equal(0.0, StudentQuantile.UpperTail(0.5, 7));
        Assert.Equal(-StudentQuantile.UpperTail(0.25, 7), StudentQuantile.UpperTail(0.75, 7));
        Assert.Equal(NormalQuantile.UpperTail(0.025), StudentQuantile.UpperTail(0.025, 1_000_000), 1e-5);
    }
}
