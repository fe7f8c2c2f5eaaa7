using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class ScoreSetTests
{
    [Fact]
    public void The_same_scores_in_any_order_are_one_set_and_any_change_makes_another()
    {
        double[] scores = [.. Enumerable.Range(0, 1000).Select(i => i / 7.0)];
        ScoreSet set = ScoreSet.Of(scores);
        Assert.Equal(set, ScoreSet.Of([.. scores.Reverse()]));
        Assert.NotEqual(set, ScoreSet.Of(scores.AsSpan(1)));
        Assert.NotEqual(set, ScoreSet.Of([.. scores.Skip(1), scores[1]]));
        Assert.NotEqual(ScoreSet.Of([1.0, 4.0]), ScoreSet.Of([2.0, 2.0]));
        Assert.Equal(ScoreSet.Of([0.0]), ScoreSet.Of([-0.0]));
    }

    /// <summary>The published generator adds an odd number to its state, which begins at zero here, and returns it mixed; its first two numbers.</summary>
    [Theory]
    [InlineData(1, 0xE220A8397B1DCDAF)]
    [InlineData(2, 0x6E789E6AA1B965F4)]
    public void The_bits_of_a_score_are_mixed_as_SplitMix64_does(ulong steps, ulong mixed) =>
        Assert.Equal(new ScoreSet(1, mixed), ScoreSet.Of([BitConverter.UInt64BitsToDouble(unchecked(steps * 0x9E3779B97F4A7C15))]));
}
