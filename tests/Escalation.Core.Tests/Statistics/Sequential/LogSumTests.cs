using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class LogSumTests
{
    [Fact]
    public void Sums_keep_what_a_plain_sum_would_lose()
    {
        Assert.Equal(Math.Log(5.0), LogSum.Of(Math.Log(2.0), Math.Log(3.0)), 15);
        Assert.Equal(Math.Log(10.0), LogSum.Of([Math.Log(2.0), Math.Log(3.0), Math.Log(5.0)]), 15);
        Assert.Equal(1e4 + Math.Log(2.0), LogSum.Of(1e4, 1e4), 11);
        Assert.Equal(-1e4 + Math.Log(3.0), LogSum.Of([-1e4, -1e4, -1e4]), 11);
    }

    [Fact]
    public void Minus_infinity_is_nought()
    {
        Assert.Equal(2.0, LogSum.Of(2.0, double.NegativeInfinity));
        Assert.Equal(2.0, LogSum.Of(double.NegativeInfinity, 2.0));
        Assert.Equal(double.NegativeInfinity, LogSum.Of(double.NegativeInfinity, double.NegativeInfinity));
        Assert.Equal(double.NegativeInfinity, LogSum.Of([double.NegativeInfinity, double.NegativeInfinity]));
        Assert.Equal(double.NegativeInfinity, LogSum.Of([]));
    }
}
