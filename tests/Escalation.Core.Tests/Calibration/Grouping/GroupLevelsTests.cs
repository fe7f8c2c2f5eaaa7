using Escalation.Calibration.Grouping;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class GroupLevelsTests
{
    [Theory]
    [InlineData(0.1, 3)]
    [InlineData(0.05, 7)]
    [InlineData(0.3, 49)]
    public void Equal_shares_are_the_largest_that_add_up_to_delta(double delta, int count)
    {
        var levels = new GroupLevels(delta, [], count);
        double share = levels.Level(0);
        Assert.All(Enumerable.Range(0, count), group => Assert.Equal(share, levels.Level(group)));
        Assert.True(Math.FusedMultiplyAdd(share, count, -delta) <= 0.0);
        Assert.True(Math.FusedMultiplyAdd(Math.BitIncrement(share), count, -delta) > 0.0);
    }

    [Fact]
    public void Whoever_leaves_the_levels_held_never_add_up_to_more_than_delta()
    {
        var random = new SplitMix64(3);
        for (int round = 0; round < 200; round++)
        {
            double[] weights = [.. Enumerable.Range(0, 9).Select(_ => Math.Exp(12.0 * (random.NextUniform() - 0.5)))];
            var levels = new GroupLevels(0.1, weights, weights.Length);
            foreach (int group in SeededShuffle.Permutation(weights.Length, (ulong)round))
            {
                // The sum is exact, and reported as the least double at or above it.
                var sum = LossSum.Of([.. Enumerable.Range(0, weights.Length).Select(levels.Level)]);
                Assert.InRange(sum.Value, 0.0999999999999, 0.1);
                double before = levels.Level((group + 1) % weights.Length);
                levels.Leave(group);
                Assert.Equal(0.0, levels.Level(group));
                Assert.True(levels.Level((group + 1) % weights.Length) >= before);
            }
        }
    }

    [Fact]
    public void The_last_group_holds_all_of_delta()
    {
        var levels = new GroupLevels(0.1, [1.0, 5.0], 2);
        levels.Leave(1);
        Assert.Equal(0.1, levels.Level(0));
    }
}
