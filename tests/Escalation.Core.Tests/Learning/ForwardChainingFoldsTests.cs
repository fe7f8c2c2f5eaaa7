using Escalation.Learning;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning;

public sealed class ForwardChainingFoldsTests
{
    [Fact]
    public void Blocks_follow_time_part_no_moment_and_are_never_empty()
    {
        var random = new SplitMix64(7);
        for (int trial = 0; trial < 200; trial++)
        {
            int rows = 6 + random.NextBelow(40);
            long[] times = [.. Enumerable.Range(0, rows).Select(i => i < 5 ? i : (long)random.NextBelow(1 + random.NextBelow(30)))];
            int folds = 1 + random.NextBelow(4);
            int[] blocks = ForwardChainingFolds.Assign(times, folds);

            Assert.Equal(Enumerable.Range(0, folds + 1), blocks.Distinct().Order());
            Assert.All(times.Zip(blocks).GroupBy(pair => pair.First), moment => Assert.Single(moment.Select(pair => pair.Second).Distinct()));
            int[] inTime = [.. times.Zip(blocks).OrderBy(pair => pair.First).Select(pair => pair.Second)];
            Assert.Equal(inTime.Order(), inTime);
        }
    }

    [Fact]
    public void Distinct_times_give_blocks_of_equal_size()
    {
        int[] blocks = ForwardChainingFolds.Assign([.. Enumerable.Range(0, 100).Select(i => (long)-i)], 4);

        Assert.All(blocks.CountBy(block => block), pair => Assert.Equal(20, pair.Value));
        Assert.Equal(4, blocks[0]);
        Assert.Equal(0, blocks[99]);
    }

    [Fact]
    public void A_block_is_predicted_from_earlier_rows_of_other_groups()
    {
        int[] blocks = [0, 0, 1, 1, 2, 2];
        int[] groups = [5, 6, 6, 7, 7, 8];

        Assert.Equal([0], ForwardChainingFolds.TrainingRows(blocks, 1, groups));
        Assert.Equal([0, 1, 2], ForwardChainingFolds.TrainingRows(blocks, 2, groups));
        Assert.Equal([0, 1, 2, 3], ForwardChainingFolds.TrainingRows(blocks, 2, []));
    }

    [Fact]
    public void Too_few_times_are_refused_with_the_bound()
    {
        Assert.Contains("at most the number of distinct times less 1, 1, but was 2", Assert.Throws<ArgumentOutOfRangeException>(() => ForwardChainingFolds.Assign([1, 1, 2], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ForwardChainingFolds.Assign([1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ForwardChainingFolds.TrainingRows([0, 1], 0, []));
        Assert.Throws<ArgumentException>(() => ForwardChainingFolds.TrainingRows([0, 1], 1, [1]));
    }
}
