using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class CandidateCountsTests
{
    [Fact]
    public void Candidates_of_the_scores_themselves_are_counted_like_any_grid()
    {
        (double[] scores, double[] losses) = Data(seed: 4);
        ThresholdGrid grid = ThresholdGrid.Observed(scores);
        AssertCounts(grid, scores, losses, Candidates.Of(scores, LossColumn.Of(losses), 1, out double[] thresholds));
        Assert.Equal(grid.Thresholds, thresholds);
        double[] singles = [.. scores.Select(score => (double)(float)score)];
        AssertCounts(ThresholdGrid.Observed(singles), singles, losses, Candidates.Of(singles, LossColumn.Of(losses), 1, out _));
        AssertCounts(grid, scores, losses, GridCounts.Of(grid, scores, losses));
    }

    /// <summary>What is worked in may be as long as the scores and no longer.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(256)]
    public void Scores_that_fill_the_rented_memory_are_counted(int count)
    {
        double[] scores = [.. Enumerable.Range(0, count).Select(i => (i * 7 % count) / 4.0)];
        AssertCounts(ThresholdGrid.Observed(scores), scores, new double[count], Candidates.Of(scores, LossColumn.Of(new double[count]), 1, out _));
    }

    [Fact]
    public void Candidates_of_other_scores_are_counted_too()
    {
        (double[] scores, double[] losses) = Data(seed: 4);
        double[] others = [-100.0, .. Data(seed: 5).Scores, 100.0];
        AssertCounts(ThresholdGrid.Observed(others), scores, losses, GridCounts.Of(ThresholdGrid.Observed(others), scores, losses));
        AssertCounts(ThresholdGrid.Observed(others), [], [], GridCounts.Of(ThresholdGrid.Observed(others), [], []));
    }

    /// <summary>Ties, both signs, both zeros.</summary>
    private static (double[] Scores, double[] Losses) Data(ulong seed)
    {
        double[] scores = [-0.0, 0.0, .. GridGallery.Uniform(800, seed).Select(score => Math.Round((score - 0.4) * 300.0) / 7.0)];
        double[] losses = [.. GridGallery.Uniform(scores.Length, seed + 1).Select(u => u < 0.3 ? 1.0 : 0.0)];
        return (scores, losses);
    }

    private static void AssertCounts(ThresholdGrid grid, double[] scores, double[] losses, GridCounts actual)
    {
        (long[] acted, long[] errors) = PlainCounts.Of(grid, ScoreDirection.HigherActs, scores, losses);
        for (int j = 0; j < grid.Count; j++)
        {
            Assert.Equal((j, acted[j], errors[j]), (j, actual.Acted(j), actual.Errors(j)));
            Assert.Null(actual.LossSum(j));
        }
    }
}
