using System.Numerics;
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

    /// <summary>In whole numbers; where nearly nothing is off but the exponential, its own error is still counted.</summary>
    [Fact]
    public void The_error_bound_of_a_value_covers_the_distance_from_the_exact_tail()
    {
        const int Scale = 400;
        foreach (int n in (int[])[1, 2, 7, 40, 150])
        {
            foreach (double p in (double[])[1 / 65_536.0, 3 / 1_024.0, .25, .5, .8125, 65_535 / 65_536.0])
            {
                BigInteger[] numerators = RationalBinomial.Numerators(n, p, out int bits);
                var shape = new BinomialShape(n, p);
                for (int k = 0; k < n && k <= n * p; k++)
                {
                    DoubleDouble mantissa = BinomialSum.Below(k, shape).Value(out long exponent, out double relativeError);
                    if (exponent < -200)
                    {
                        continue;
                    }

                    DoubleDouble value = mantissa.Scale(Math.ScaleB(1, (int)exponent + Scale));
                    BigInteger exact = numerators[k] << Scale;
                    BigInteger distance = BigInteger.Abs((((BigInteger)value.High + (BigInteger)value.Low) << bits) - exact);
                    Assert.InRange((double)((distance << Scale) / exact) * Math.ScaleB(1, -Scale), 0, relativeError);
                    Assert.InRange(relativeError, 5.1e-29, 1e-20);
                }
            }
        }
    }
}
