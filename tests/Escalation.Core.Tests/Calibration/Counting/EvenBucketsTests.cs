using Escalation.Calibration;
using Escalation.Calibration.Counting;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class EvenBucketsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(101)]
    [InlineData(1_000)]
    [InlineData(100_001)]
    [InlineData(1 << 21)]
    public void An_even_grid_needs_no_table(int count)
    {
        double[] bounds = [.. ThresholdGrid.Even(0.05, 0.95, count).Thresholds];
        float[] singles = [.. bounds.Select(static bound => SingleLanes.LeastReaching(bound, strictly: true))];
        var doubleBuckets = EvenBuckets<double, DoubleLanes>.TryCreate(bounds);
        var singleBuckets = EvenBuckets<float, SingleLanes>.TryCreate(singles);
        Assert.NotNull(doubleBuckets);
        Assert.NotNull(singleBuckets);

        double[] scores = [-1.0, 0.0, 0.05, Math.BitDecrement(0.05), 0.5, 0.95, Math.BitDecrement(0.95), 1.0, 7.0];
        int[] buckets = new int[scores.Length];
        doubleBuckets.Find(scores, buckets);
        Assert.Equal(scores.Select(score => bounds.Count(bound => bound <= score)), buckets);
        float[] narrow = [.. scores.Select(static score => (float)score)];
        singleBuckets.Find(narrow, buckets);
        Assert.Equal(narrow.Select(score => singles.Count(bound => bound <= score)), buckets);
    }

    [Fact]
    public void Thresholds_that_are_not_even_are_left_to_the_table()
    {
        Assert.Null(EvenBuckets<double, DoubleLanes>.TryCreate([0.0, 0.1, 1.0]));
        Assert.Null(EvenBuckets<double, DoubleLanes>.TryCreate([0.5]));
        Assert.Null(EvenBuckets<double, DoubleLanes>.TryCreate([0.0, double.Epsilon]));
        Assert.Null(EvenBuckets<double, DoubleLanes>.TryCreate([-double.MaxValue, double.MaxValue]));
        Assert.Null(EvenBuckets<double, DoubleLanes>.TryCreate([-double.MaxValue, 0.0, double.MaxValue]));
        Assert.Null(EvenBuckets<float, SingleLanes>.TryCreate([0.5f]));
        Assert.Null(EvenBuckets<float, SingleLanes>.TryCreate([0.0f, float.Epsilon]));
        Assert.Null(EvenBuckets<double, DoubleLanes>.TryCreate([.. ThresholdGrid.Even(0.0, 1.0, (1 << 21) + 1).Thresholds]));
    }
}
