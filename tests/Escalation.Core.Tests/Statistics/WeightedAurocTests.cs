using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class WeightedAurocTests
{
    [Fact]
    public void Counts_are_as_good_as_repeated_rows()
    {
        var random = new SplitMix64(8);
        for (int trial = 0; trial < 200; trial++)
        {
            int rows = 2 + random.NextBelow(20);
            double[] scores = [.. Enumerable.Range(0, rows).Select(_ => (double)random.NextBelow(6))];
            bool[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(2) == 0)];
            int[] counts = [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(4))];
            int[] repeated = [.. Enumerable.Range(0, rows).SelectMany(i => Enumerable.Repeat(i, counts[i]))];
            double? risk = AurocCounts.OfLabelled([.. repeated.Select(i => scores[i])], [.. repeated.Select(i => labels[i])]).Risk;
            Assert.Equal(1.0 - (risk ?? double.NaN), new WeightedAuroc(scores, labels).Of(counts), 1e-12);
        }
    }

    [Fact]
    public void Lengths_and_scores_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new WeightedAuroc([1.0], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedAuroc([double.NaN], [true]));
        Assert.Throws<ArgumentException>(() => new WeightedAuroc([1.0], [true]).Of([1, 1]));
    }
}
