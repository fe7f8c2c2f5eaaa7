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

    /// <summary>Far out one logarithm is small and the other tens of thousands, and what each of them loses adds up whatever their signs are.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(1_000)]
    [InlineData(19_000)]
    [InlineData(20_000)]
    public void Far_from_the_mean_the_error_bound_counts_both_logarithms(int k)
    {
        const int N = 40_000;
        const int Bits = 200;
        BigInteger choose = 1;
        BigInteger exact = 1;
        for (int i = 0; i < k; i++)
        {
            choose = choose * (N - i) / (i + 1);
            exact += choose;
        }

        // The tail is exact / 2^N; both sides are multiplied by 2^(N + Bits + 8).
        exact <<= Bits + 8;
        DoubleDouble mantissa = BinomialSum.Below(k, new BinomialShape(N, .5)).Value(out long exponent, out double relativeError);
        BigInteger whole = (BigInteger)Math.ScaleB(mantissa.High, Bits) + (BigInteger)Math.ScaleB(mantissa.Low, Bits);
        BigInteger distance = BigInteger.Abs((whole << (int)(exponent + N + 8)) - exact);
        Assert.InRange((double)((distance << Bits) / exact) * Math.ScaleB(1, -Bits), 0, relativeError);
        Assert.InRange(relativeError, 5.1e-29, 1e-21);
    }
}
