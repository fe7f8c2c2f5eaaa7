using Escalation.Learning;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning;

public sealed class GroupedFoldsTests
{
    [Fact]
    public void No_group_is_parted_and_folds_are_balanced()
    {
        var random = new SplitMix64(5);
        for (int trial = 0; trial < 50; trial++)
        {
            int rows = 60 + random.NextBelow(100);
            int folds = 2 + random.NextBelow(5);
            int[] groups = [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(40) - 7)];
            bool[] labels = [.. groups.Select(group => group % 3 == 0)];
            int[] assigned = GroupedFolds.Assign(groups, labels, folds, (ulong)trial);

            Assert.All(groups.Zip(assigned).GroupBy(pair => pair.First), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
            int[] sizes = [.. Enumerable.Range(0, folds).Select(fold => assigned.Count(other => other == fold))];
            int largest = groups.CountBy(group => group).Max(pair => pair.Value);
            Assert.InRange(sizes.Max() - sizes.Min(), 0, 2 * largest);
            int[] positives = [.. Enumerable.Range(0, folds).Select(fold => assigned.Zip(labels).Count(pair => pair.First == fold && pair.Second))];
            Assert.InRange(positives.Max() - positives.Min(), 0, 2 * largest);
        }
    }

    [Fact]
    public void Rows_without_groups_are_stratified_to_one_row()
    {
        bool[] labels = [.. Enumerable.Range(0, 103).Select(i => i % 10 == 0)];
        int[] folds = GroupedFolds.Assign(labels, 5, seed: 1);
        int[] sizes = [.. Enumerable.Range(0, 5).Select(fold => folds.Count(other => other == fold))];
        int[] positives = [.. Enumerable.Range(0, 5).Select(fold => folds.Zip(labels).Count(pair => pair.First == fold && pair.Second))];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 2);
        Assert.InRange(positives.Max() - positives.Min(), 0, 1);
    }

    [Fact]
    public void The_seed_decides_and_the_order_of_rows_does_not()
    {
        int[] groups = [.. Enumerable.Range(0, 40).Select(i => i / 2)];
        int[] first = GroupedFolds.Assign(groups, [], 4, seed: 1);
        Assert.Equal(first, GroupedFolds.Assign(groups, [], 4, seed: 1));
        Assert.NotEqual(first, GroupedFolds.Assign(groups, [], 4, seed: 2));
    }

    [Fact]
    public void As_many_folds_as_groups_leave_one_group_out_each_and_more_are_refused()
    {
        int[] groups = [4, 4, 9, 1, 1, 1, 7];
        bool[] labels = [true, true, false, false, false, false, true];
        Assert.Equal(4, GroupedFolds.Assign(groups, labels, 4, seed: 3).Distinct().Count());
        Assert.Contains("number of groups, 4, but was 5", Assert.Throws<ArgumentOutOfRangeException>(() => GroupedFolds.Assign(groups, labels, 5, seed: 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupedFolds.Assign([3, 3, 3], [], 2, seed: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupedFolds.Assign(groups, labels, 1, seed: 3));
        Assert.Throws<ArgumentException>(() => GroupedFolds.Assign(groups, [true], 2, seed: 3));
    }
}
