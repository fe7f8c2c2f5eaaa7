using Escalation.Calibration.RiskControl;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class CalibrationSplitTests
{
    [Fact]
    public void A_negative_number_of_items_is_refused_by_name() =>
        Assert.Throws<ArgumentOutOfRangeException>("count", () => CalibrationSplit.Random(-1, 0.3, 0));

    [Theory]
    [InlineData(0, 0.3, 0)]
    [InlineData(3, 0.3, 0)]
    [InlineData(10, 0.3, 3)]
    [InlineData(793, 0.3, 237)]
    [InlineData(1000, 0.5, 500)]
    public void A_random_split_gives_the_floor_of_the_share_to_choosing_and_the_rest_to_testing(int count, double share, int choosing)
    {
        var split = CalibrationSplit.Random(count, share, seed: 7);
        Assert.Equal(choosing, split.Choosing.Length);
        Assert.Equal(count - choosing, split.Testing.Length);
        Assert.Equal(Enumerable.Range(0, count), split.Choosing.ToArray().Concat(split.Testing.ToArray()).Order());
        Assert.Equal(split.Choosing.ToArray().Order(), split.Choosing.ToArray());
        Assert.Equal(split.Testing.ToArray().Order(), split.Testing.ToArray());
        Assert.Equal((share, 7L), (split.ChoosingShare, split.Seed));
    }

    [Fact]
    public void The_choosing_items_are_the_head_of_the_documented_shuffle()
    {
        var split = CalibrationSplit.Random(20, 0.25, seed: 42);
        Assert.Equal(SeededShuffle.Permutation(20, 42)[..5].Order(), split.Choosing.ToArray());
        Assert.NotEqual(split.Choosing.ToArray(), CalibrationSplit.Random(20, 0.25, seed: 43).Choosing.ToArray());
    }

    [Fact]
    [Trait("Row", "34")]
    public void The_same_items_can_never_both_choose_and_test()
    {
        int[] all = [0, 1, 2, 3];
        ArgumentException error = Assert.Throws<ArgumentException>(() => CalibrationSplit.Of(all, all));
        Assert.Contains("Item 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("Item 2", Assert.Throws<ArgumentException>(() => CalibrationSplit.Of([5, 2], [3, 2])).Message, StringComparison.Ordinal);
        Assert.Equal([1, 3], CalibrationSplit.Of([2, 0], [3, 1]).Testing.ToArray());
    }

    [Fact]
    public void Items_that_stand_twice_or_below_zero_are_refused_by_place()
    {
        Assert.Contains("testing[2] is item 4", Assert.Throws<ArgumentException>(() => CalibrationSplit.Of([0], [4, 1, 4])).Message, StringComparison.Ordinal);
        Assert.Contains("choosing[1] is item 3", Assert.Throws<ArgumentException>(() => CalibrationSplit.Of([3, 3], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("choosing[0] must be at least 0, but was -1", Assert.Throws<ArgumentException>(() => CalibrationSplit.Of([-1], [1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_split_every_item_tests_and_none_chooses()
    {
        var split = CalibrationSplit.TestingOnly(3);
        Assert.Equal([0, 1, 2], split.Testing.ToArray());
        Assert.True(split.Choosing.IsEmpty);
        Assert.Null(split.Seed);
        Assert.Null(split.ChoosingShare);
    }

    [Fact]
    public void Shares_seeds_and_counts_out_of_range_are_refused()
    {
        foreach (double share in (double[])[0.0, 1.0, -0.1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>("choosingShare", () => CalibrationSplit.Random(10, share, 1));
        }

        Assert.Throws<ArgumentOutOfRangeException>("count", () => CalibrationSplit.Random(-1, 0.3, 1));
        Assert.Throws<ArgumentOutOfRangeException>("seed", () => CalibrationSplit.Random(10, 0.3, -1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => CalibrationSplit.TestingOnly(-1));
    }
}
