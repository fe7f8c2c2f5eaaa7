using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class LogSumExpTests
{
    [Theory]
    [Trait("Row", "10")]
    [InlineData(88.0, 89.0, 90.0)]
    [InlineData(1000.0, 1001.0, 1002.0)]
    [InlineData(-200.0, -201.0, -202.0)]
    [InlineData(-1e308, 1e308, 0.0)]
    public void Softmax_of_large_and_small_logits_is_finite_and_sums_to_one(double a, double b, double c)
    {
        double[] p = new double[3];
        Assert.True(LogSumExp.TrySoftmax([a, b, c], p, out _));
        Assert.All(p, x => Assert.InRange(x, 0.0, 1.0));
        Assert.Equal(1.0, p.Sum(), 12);
        Assert.Equal(Math.Exp(a - b), p[0] / p[1], 12);
    }

    [Theory]
    [Trait("Row", "11")]
    [InlineData("no-signal")]
    [InlineData("score-undefined", double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData("score-undefined", 1.0, double.PositiveInfinity)]
    [InlineData("score-undefined", double.NaN, 1.0)]
    public void Logits_without_a_distribution_say_so(string reason, params double[] logits)
    {
        Assert.False(LogSumExp.TrySoftmax(logits, new double[logits.Length], out Reason? why));
        Assert.Equal(reason, why.Value.Code);
    }

    [Fact]
    public void The_sum_is_shift_invariant_and_knows_its_limits()
    {
        Assert.Equal(700.0 + Math.Log(3.0), LogSumExp.Of([700, 700, 700]), 12);
        Assert.Equal(-1e5, LogSumExp.Of([-1e5, -2e5]), 12);
        Assert.Equal(double.NegativeInfinity, LogSumExp.Of([]));
        Assert.Equal(double.NaN, LogSumExp.Of([0, double.NaN]));
        Assert.Throws<ArgumentException>(() => LogSumExp.TrySoftmax([1.0], new double[2], out _));
    }
}
