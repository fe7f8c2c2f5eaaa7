using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class FenwickCountsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    public void Sums_are_those_of_the_plain_counts(int places)
    {
        var random = new SplitMix64(9);
        long[] plain = [.. Enumerable.Range(0, places).Select(_ => (long)random.NextBelow(5))];
        var counts = new FenwickCounts(plain);
        for (int i = 0; i < 300; i++)
        {
            int place = random.NextBelow(places);
            plain[place]++;
            counts.Increment(place);
            int asked = random.NextBelow(places);
            Assert.Equal(plain.Take(asked).Sum(), counts.Before(asked));
            Assert.Equal(plain[asked], counts.At(asked));
            Assert.Equal(plain.Sum(), counts.Total);
        }
    }
}
