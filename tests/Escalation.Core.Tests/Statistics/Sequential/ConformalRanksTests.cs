using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class ConformalRanksTests
{
    /// <summary>Every order of seven distinct scores is equally likely; three are the reference, whose middle one bounds two bins. Whatever bins came before, the next one is hit as often as the urn says.</summary>
    [Theory]
    [InlineData(new[] { 2 }, new long[] { 2, 2 })]
    [InlineData(new[] { 1 }, new long[] { 1, 3 })]
    [InlineData(new[] { 1, 3 }, new long[] { 1, 2, 1 })]
    [InlineData(new[] { 1, 2, 3 }, new long[] { 1, 1, 1, 1 })]
    public void Bins_bounded_by_reference_scores_are_hit_exactly_as_the_urn_says(int[] edgeRanks, long[] gaps)
    {
        const int Reference = 3;
        const int Stream = 4;
        var hits = new Dictionary<string, long[]>();
        foreach (int[] order in Permutations(Reference + Stream))
        {
            int[] reference = [.. order.Take(Reference).Order()];
            int[] edges = [.. edgeRanks.Select(rank => reference[rank - 1])];
            string past = "";
            foreach (int score in order.Skip(Reference))
            {
                int bin = edges.Count(edge => edge < score);
                hits.TryAdd(past, new long[gaps.Length]);
                hits[past][bin]++;
                past += (char)('0' + bin);
            }
        }

        foreach ((string past, long[] counts) in hits)
        {
            var ranks = new ConformalRanks(gaps);
            foreach (char bin in past)
            {
                ranks.Observe(bin - '0', 0.5);
            }

            long total = counts.Sum();
            for (int bin = 0; bin < gaps.Length; bin++)
            {
                // Exact in integers: hits / total = gaps / all gaps.
                Assert.Equal(counts[bin] * ranks.Total, ranks.Gaps(bin) * total);
            }
        }

        Assert.Equal(Enumerable.Range(0, Stream).Sum(length => (int)Math.Pow(gaps.Length, length)), hits.Count);
    }

    [Fact]
    public void The_p_value_spreads_uniformly_over_the_urns_part_of_the_bin()
    {
        var ranks = new ConformalRanks([2, 3, 5]);

        Assert.Equal((2 + (0.25 * 3)) / 10, ranks.Observe(1, 0.25), 15);
        Assert.Equal((2 + (0.5 * 4)) / 11, ranks.Observe(1, 0.5), 15);
        Assert.Equal((7 + (0.75 * 5)) / 12, ranks.Observe(2, 0.75), 15);
        Assert.Equal(0.125 * 2 / 13, ranks.Observe(0, 0.125), 15);
        Assert.Equal(14, ranks.Total);
    }

    [Fact]
    public void A_p_value_is_never_nought_or_one()
    {
        var ranks = new ConformalRanks([1]);

        Assert.InRange(ranks.Observe(0, Math.BitDecrement(1.0)), 0.9, Math.BitDecrement(1.0));
        Assert.InRange(ranks.Observe(0, double.Epsilon), double.Epsilon, 0.1);
    }

    [Fact]
    public void Bad_arguments_are_refused_and_change_nothing()
    {
        var ranks = new ConformalRanks([1, 2]);

        Assert.Throws<ArgumentException>(() => new ConformalRanks([]));
        Assert.Contains("gaps[1] must be at least 1, but is 0", Assert.Throws<ArgumentException>("gaps", () => new ConformalRanks([1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("gaps[0] must be at least 1, but is 0", Assert.Throws<ArgumentException>("gaps", () => new ConformalRanks([0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ranks.Observe(-1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ranks.Observe(2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ranks.Observe(0, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ranks.Observe(0, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ranks.Observe(0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ranks.Gaps(2));
        Assert.Equal(3, ranks.Total);
    }

    private static IEnumerable<int[]> Permutations(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        do
        {
            yield return order;
        }
        while (Next(order));

        static bool Next(int[] order)
        {
            int i = order.Length - 2;
            while (i >= 0 && order[i] > order[i + 1])
            {
                i--;
            }

            if (i < 0)
            {
                return false;
            }

            int j = order.Length - 1;
            while (order[j] < order[i])
            {
                j--;
            }

            (order[i], order[j]) = (order[j], order[i]);
            Array.Reverse(order, i + 1, order.Length - i - 1);
            return true;
        }
    }
}
