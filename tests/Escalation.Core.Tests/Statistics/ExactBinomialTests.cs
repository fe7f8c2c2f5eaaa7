using System.Numerics;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class ExactBinomialTests
{
    /// <summary>Rates of 27 and of 53 odd bits, whose squares leave a single bit, or nearly none, to be rounded away, and rates whose tails are doubles.</summary>
    [Theory]
    [InlineData(2, 27)]
    [InlineData(2, 53)]
    [InlineData(3, 18)]
    [InlineData(3, 41)]
    [InlineData(4, 27)]
    [InlineData(7, 9)]
    [InlineData(60, 1)]
    [InlineData(64, 63)]
    public void The_tail_is_the_least_double_at_or_above_the_rational_one(int n, int bits)
    {
        foreach (ulong odd in (ulong[])[1, 3, 5, (1UL << Math.Min(bits, 53)) - 1, (1UL << (Math.Min(bits, 53) - 1)) + 1])
        {
            double p = Math.ScaleB(odd, -bits);
            if (!(p > 0 && p < 1) || odd % 2 == 0)
            {
                continue;
            }

            BigInteger[] numerators = RationalBinomial.Numerators(n, p, out int scale);
            var shape = new BinomialShape(n, p);
            for (int k = 0; k < n; k++)
            {
                Assert.True(ExactBinomial.TryLower(k, shape, out double lower));
                AssertLeastAbove(lower, numerators[k], scale);
                Assert.True(ExactBinomial.TryLower(n - k - 1, shape.Mirrored(), out double upper));
                AssertLeastAbove(upper, numerators[n] - numerators[k], scale);
            }
        }
    }

    [Fact]
    public void Numbers_that_would_be_too_long_are_left_alone()
    {
        Assert.False(ExactBinomial.TryLower(1, new BinomialShape(2, Math.ScaleB(1, -64)), out _));
        Assert.True(ExactBinomial.TryLower(1, new BinomialShape(65, Math.ScaleB(1, -63)), out _));
        Assert.False(ExactBinomial.TryLower(1, new BinomialShape(66, Math.ScaleB(1, -63)), out _));
        Assert.False(ExactBinomial.TryLower(1, new BinomialShape(2, double.Epsilon), out _));
    }

    private static void AssertLeastAbove(double value, BigInteger numerator, int bits)
    {
        Assert.True(RationalBinomial.Compare(value, numerator, bits) >= 0, "below the truth");
        Assert.True(RationalBinomial.Compare(Math.BitDecrement(value), numerator, bits) < 0, "not the least double");
    }
}
