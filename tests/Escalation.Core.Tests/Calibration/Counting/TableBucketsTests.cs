using Escalation.Calibration.Counting;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class TableBucketsTests
{
    /// <summary>An entry holds a number of up to all thresholds and all crowded cells, and a place behind it: with few cells for many thresholds over forty powers of two the place has more bits than are left, and some must be dropped before the number loses its leading one.</summary>
    [Theory]
    [InlineData(900)]
    [InlineData(1_000)]
    [InlineData(1_024)]
    public void Entries_hold_the_largest_number_of_a_crowded_table(int count)
    {
        double[] bounds = [.. Enumerable.Range(0, count).Select(j => Math.Pow(2.0, -40.0 * (count - 1 - j) / (count - 1)))];
        double[] scores = [.. bounds, .. bounds.Select(Math.BitDecrement), .. bounds.Select(Math.BitIncrement)];
        var map = GradedMap<double, DoubleLanes>.Choose(bounds, 150);
        Assert.Equal((144, 21), (map.Cells, map.PlaceBits));
        var table = new TableBuckets<double, DoubleLanes>(bounds, map);
        int[] buckets = new int[scores.Length];
        table.Find(scores, buckets);
        Assert.Equal(scores.Select(score => bounds.Count(bound => bound <= score)), buckets);
    }
}
