using System.Numerics;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class RatioSeriesTests
{
    /// <summary>Against the terms in whole numbers of 300 bits. Where none is cut off or plain, as among fifty trials, the square of their number is nearly all of the bound.</summary>
    [Theory]
    [InlineData(5, 10, 1, 1)]
    [InlineData(25, 50, 1, 1)]
    [InlineData(40, 100, 1, 1)]
    [InlineData(500, 1_000, 1, 1)]
    [InlineData(250, 1_000, 3, 1)]
    [InlineData(700, 1_000, 1, 3)]
    [InlineData(250_000, 1_000_000, 3, 1)]
    [InlineData(490_000, 1_000_000, 1, 1)]
    [InlineData(50_000_000, 100_000_000, 1, 1)]
    public void The_error_bound_covers_the_distance_from_the_exact_sum(long k, long n, int failure, int success)
    {
        const int Bits = 300;
        BigInteger term = BigInteger.One << Bits;
        BigInteger exact = term;
        for (long i = k; i > 0 && !term.IsZero; i--)
        {
            term = term * (i * failure) / ((n - i + 1) * success);
            exact += term;
        }

        DoubleDouble sum = RatioSeries.Sum(k, n, (DoubleDouble)(double)failure / (double)success, out double error);
        BigInteger distance = BigInteger.Abs(Whole(sum.High) + Whole(sum.Low) - exact);
        Assert.InRange((double)((distance << Bits) / exact) * Math.ScaleB(1, -Bits), 0, error);
        Assert.InRange(error, 0, 1e-19);

        static BigInteger Whole(double value) => (BigInteger)Math.ScaleB(value, 200) << (Bits - 200);
    }
}
