using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class CountedUniformTests
{
    [Fact]
    public void Places_are_those_of_the_sequence()
    {
        foreach (ulong seed in new[] { 0UL, 1UL, ulong.MaxValue })
        {
            var random = new SplitMix64(seed);
            for (ulong i = 0; i < 100; i++)
            {
                Assert.Equal(random.NextBits(), CountedUniform.BitsAt(seed, i));
            }
        }
    }

    [Fact]
    public void Numbers_are_strictly_between_nought_and_one()
    {
        for (ulong i = 0; i < 10_000; i++)
        {
            Assert.InRange(CountedUniform.At(3, i), double.Epsilon, Math.BitDecrement(1.0));
        }

        // The middle of the interval that the upper 52 bits name, without any rounding.
        Assert.Equal((CountedUniform.BitsAt(3, 7) >> 12) + 0.5, CountedUniform.At(3, 7) * (1UL << 52));
        Assert.True(((ulong.MaxValue >> 12) + 0.5) * (1.0 / (1UL << 52)) < 1.0);
    }
}
