using Escalation.Experiments.Splits;

namespace Escalation.Experiments.Tests.Splits;

public class EvaluationSplitTests
{
    /// <summary>The published pair: 8.8 % by the true rate, 17.3 % on a split of the same size.</summary>
    [Fact]
    public void An_evaluation_split_seems_to_break_the_promise_twice_as_often()
    {
        var evaluation = EvaluationSplit.Run([SyntheticPool.Draw(2_000, seed: 31, steps: 50), SyntheticPool.Draw(20_000, seed: 32)], splits: 1_000, seed: 1);
        Assert.NotNull(evaluation);
        Assert.Equal(20_000, evaluation.Pool.Size);
        Assert.Equal(0.08805523173, evaluation.EndlessProbability, 1e-10);
        Assert.Equal(0.173, evaluation.SplitProbability, 5e-4);
        Assert.InRange(evaluation.PoolProbability, 0.075, evaluation.EndlessProbability);
        Assert.True(evaluation.Inside, $"{evaluation.PoolViolations} {evaluation.SplitViolations}");
        Assert.False(evaluation.PoolInterval.Contains(evaluation.SplitViolations));
    }

    [Fact]
    public void Ties_and_small_pools_have_no_such_comparison() =>
        Assert.Null(EvaluationSplit.Run([SyntheticPool.Draw(3_000, seed: 33, steps: 50), SyntheticPool.Draw(1_585, seed: 34)], splits: 1, seed: 1));
}
