using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics;

public sealed class SeededShuffleTests
{
    [Fact]
    public void A_permutation_holds_every_number_once()
    {
        var cases = from count in Gen.Choose(0, 200)
                    from seed in Gen.Choose(0, int.MaxValue)
                    select (count, seed);
        Prop.ForAll(cases.ToArbitrary(), c => SeededShuffle.Permutation(c.count, (ulong)c.seed).Order().SequenceEqual(Enumerable.Range(0, c.count)))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_same_seed_gives_the_same_order_and_another_seed_another()
    {
        Assert.Equal(SeededShuffle.Permutation(50, 11), SeededShuffle.Permutation(50, 11));
        Assert.NotEqual(SeededShuffle.Permutation(50, 11), SeededShuffle.Permutation(50, 12));
    }

    [Fact]
    public void The_order_follows_the_documented_algorithm()
    {
        var random = new SplitMix64(5);
        var expected = Enumerable.Range(0, 9).ToList();
        for (int i = 8; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (expected[i], expected[j]) = (expected[j], expected[i]);
        }

        Assert.Equal(expected, SeededShuffle.Permutation(9, 5));
    }

    [Fact]
    public void Every_order_of_three_is_equally_likely()
    {
        var counts = Enumerable.Range(0, 60_000)
            .GroupBy(seed => string.Join(',', SeededShuffle.Permutation(3, (ulong)seed)))
            .ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(6, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 0.0, 30.0);
    }

    [Fact]
    public void Parts_are_disjoint_complete_and_of_nearly_equal_size()
    {
        var cases = from parts in Gen.Choose(1, 9)
                    from extra in Gen.Choose(0, 60)
                    select (parts, count: parts + extra);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            int[][] split = SeededShuffle.Parts(c.count, c.parts, seed: 3);
            return split.Length == c.parts
                && split.SelectMany(part => part).Order().SequenceEqual(Enumerable.Range(0, c.count))
                && split[0].Length - split[^1].Length is 0 or 1;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    public void More_parts_than_rows_or_none_are_refused(int count, int parts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SeededShuffle.Parts(count, parts, seed: 1));
}
