using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

public sealed class ConformalRiskControlTests
{
    private static readonly ScoreDirection[] Directions = Enum.GetValues<ScoreDirection>();

    [Fact]
    public void A_budget_delegates_as_many_as_the_formula_allows()
    {
        // k + 1 <= .3 * 100.
        double[] scores = [.. Enumerable.Range(1, 99).Select(i => i / 99.0)];
        ConformalThreshold result = ConformalRiskControl.ForBudget(scores, .3);
        Assert.Equal((28, 99), (result.Affected, result.N));
        Assert.Contains("28 of 99 items", result.ToString(), StringComparison.Ordinal);
        Assert.Equal(scores[^29], result.Value);
        Assert.Equal(28, scores.Count(score => ScoreComparison.Escalates(result.Direction, score, result.Value!.Value)));
    }

    [Fact]
    public void The_answer_carries_the_direction_that_was_asked_for()
    {
        foreach (ScoreDirection direction in Directions.Where(static direction => direction != ScoreDirection.HigherActs))
        {
            Assert.Equal(direction, ConformalRiskControl.ForBudget([0.1, 0.2, 0.3, 0.4], .5, direction).Direction);
        }

        Assert.Equal(ScoreDirection.HigherActs, ConformalRiskControl.ForRisk([0.1, 0.2, 0.3, 0.4], [0.0, 0.0, 0.0, 0.0], .5).Direction);
    }

    [Fact]
    public void Exact_ties_of_the_formula_count_as_within()
    {
        double[] scores = [.. Enumerable.Range(1, 7).Select(i => (double)i)];
        Assert.Equal(1, ConformalRiskControl.ForBudget(scores, .25).Affected);
        Assert.Equal(0, ConformalRiskControl.ForBudget(scores, Math.BitDecrement(.25)).Affected);
        Assert.Equal(0, ConformalRiskControl.ForBudget(scores, .125).Affected);
        Assert.Equal(7, ConformalRiskControl.ForBudget(scores, .125).Value);
        Assert.Null(ConformalRiskControl.ForBudget(scores, Math.BitDecrement(.125)).Value);
    }

    [Theory]
    [InlineData(.5, 1)]
    [InlineData(.25, 3)]
    [InlineData(.1, 9)]
    [InlineData(.05, 19)]
    [InlineData(.3, 3)]
    [InlineData(.99, 1)]
    [InlineData(1e-6, 1_000_000)] // The double is a little less than a millionth.
    public void Too_few_items_are_answered_with_the_number_it_takes(double alpha, long need)
    {
        ConformalThreshold result = ConformalRiskControl.ForRisk([], [], alpha);
        Assert.Null(result.Value);
        Assert.Equal(need, result.Need);
        Assert.Equal(0, result.N);
        if (need < 100)
        {
            Assert.NotNull(ConformalRiskControl.ForBudget(new double[need], alpha).Value);
            Assert.Null(ConformalRiskControl.ForBudget(new double[need - 1], alpha).Value);
        }
    }

    [Fact]
    public void The_threshold_is_the_most_permissive_one_that_satisfies_the_formula()
    {
        var random = new SplitMix64(17);
        for (int round = 0; round < 300; round++)
        {
            int n = 10 + random.NextBelow(40);
            double[] scores = [.. Enumerable.Range(0, n).Select(_ => random.NextBelow(12) / 4.0)];
            double[] losses = [.. Enumerable.Range(0, n).Select(_ => random.NextBelow(3) / 4.0)];
            ScoreDirection direction = Directions[random.NextBelow(3)];
            ConformalThreshold result = ConformalRiskControl.ForRisk(scores, losses, .25, direction);
            (double sum, int count) = Acted(scores, losses, direction, result.Value!.Value);
            Assert.Equal(sum, result.LossSum);
            Assert.Equal(count, result.Affected);
            Assert.True(sum + 1 <= .25 * (n + 1));

            // One more score would break it, unless everything is acted on.
            double outwards = direction == ScoreDirection.HigherDelegates ? Math.BitIncrement(result.Value.Value) : Math.BitDecrement(result.Value.Value);
            (double more, int moreCount) = Acted(scores, losses, direction, outwards);
            Assert.True(count == n || (more + 1 > .25 * (n + 1) && moreCount > count));
        }
    }

    [Fact]
    public void Without_losses_everything_finite_is_acted_on()
    {
        double[] scores = [-1e308, 3, double.Epsilon];
        foreach (ScoreDirection direction in Directions)
        {
            double threshold = ConformalRiskControl.ForRisk(scores, new double[3], .5, direction).Value!.Value;
            Assert.All(scores, score => Assert.False(ScoreComparison.Escalates(direction, score, threshold)));
            Assert.True(ScoreComparison.Escalates(direction, double.NaN, threshold));
        }
    }

    [Fact]
    public void Directions_mirror_each_other()
    {
        double[] scores = [.. Enumerable.Range(0, 40).Select(i => (i * 17 % 40 / 8.0) - 2)];
        double[] mirrored = [.. scores.Select(score => -score)];
        double[] losses = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? 1.0 : 0.0)];
        double acting = ConformalRiskControl.ForRisk(scores, losses, .2, ScoreDirection.HigherActs).Value!.Value;
        Assert.Equal(acting, ConformalRiskControl.ForRisk(scores, losses, .2, ScoreDirection.LowerDelegates).Value);
        Assert.Equal(-acting, ConformalRiskControl.ForRisk(mirrored, losses, .2, ScoreDirection.HigherDelegates).Value);
        double delegating = ConformalRiskControl.ForBudget(scores, .2).Value!.Value;
        Assert.Equal(-delegating, ConformalRiskControl.ForBudget(mirrored, .2, ScoreDirection.LowerDelegates).Value);
        Assert.Equal(-delegating, ConformalRiskControl.ForBudget(mirrored, .2, ScoreDirection.HigherActs).Value);
    }

    [Fact]
    public void The_answer_says_that_it_is_an_average()
    {
        Assert.Contains("not a certificate", ConformalRiskControl.ForBudget(new double[9], .1).ToString(), StringComparison.Ordinal);
        Assert.Contains("needs at least 9", ConformalRiskControl.ForBudget(new double[8], .1).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => ConformalRiskControl.ForBudget([1], double.NaN)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => ConformalRiskControl.ForRisk([1], [0], 1)).ParamName);
        Assert.Equal("scores", Assert.Throws<ArgumentException>(() => ConformalRiskControl.ForBudget([1, double.NaN], .5)).ParamName);
        Assert.Equal("losses", Assert.Throws<ArgumentException>(() => ConformalRiskControl.ForRisk([1, 2], [0], .5)).ParamName);
        Assert.Equal("losses", Assert.Throws<ArgumentOutOfRangeException>(() => ConformalRiskControl.ForRisk([1, 2], [0, 2], .5)).ParamName);
        Assert.Equal("direction", Assert.Throws<ArgumentOutOfRangeException>(() => ConformalRiskControl.ForBudget([1], .5, (ScoreDirection)9)).ParamName);
    }

    private static (double Sum, int Count) Acted(double[] scores, double[] losses, ScoreDirection direction, double threshold)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            bool acted = !ScoreComparison.Escalates(direction, scores[i], threshold);
            sum += acted ? losses[i] : 0;
            count += acted ? 1 : 0;
        }

        return (sum, count);
    }
}
