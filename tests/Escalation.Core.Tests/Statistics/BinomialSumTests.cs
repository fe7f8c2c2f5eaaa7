using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class BinomialSumTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(1e-9)]
    public void All_and_none_of_the_trials_have_the_powers_of_the_rates(double rate)
    {
        const long N = 7;
        var shape = new BinomialShape(N, rate);

        double all = BinomialSum.At(N, shape).Log(out double allError).High;
        double none = BinomialSum.At(0, shape).Log(out double noneError).High;

        Assert.Equal(N * Math.Log(rate), all, 1e-13 * N * Math.Abs(Math.Log(rate)) + 1e-300);
        Assert.Equal(N * Elementary.LogOnePlus(-rate), none, 1e-13 * N * Math.Abs(Elementary.LogOnePlus(-rate)) + 1e-300);
        Assert.True(allError is > 0 and < 1e-20 && noneError is > 0 and < 1e-20, $"{allError} {noneError}");
    }
}
