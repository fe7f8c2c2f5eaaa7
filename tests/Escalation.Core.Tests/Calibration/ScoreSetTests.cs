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
}
