using Escalation.Calibration.Counting;
using Escalation.Statistics;
using Escalation.Statistics.Sorting;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class ObservedCountsTests
{
    public static TheoryData<string> Kinds => ["uniform", "logits", "three decimals", "all equal", "zeros of both signs", "extremes", "all negative", "one", "none"];

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Row", "5")]
    public void Candidates_in_double_precision_are_those_of_a_sort(string kind)
    {
        double[] scores = Scores(kind);
        double[] losses = Losses(scores.Length);
        using var counts = ObservedCounts.Of(scores, LossColumn.Of(losses));
        AssertCounts(scores, losses, counts);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Row", "5")]
    public void Candidates_in_single_precision_are_those_of_a_sort(string kind)
    {
        float[] scores = [.. Scores(kind).Select(score => (float)score).Where(float.IsFinite)];
        double[] losses = Losses(scores.Length);
        byte[] bytes = [.. losses.Select(loss => (byte)loss)];
        using var counts = ObservedCounts.Of(scores, LossColumn.Of(bytes));
        AssertCounts([.. scores.Select(score => (double)score)], losses, counts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_024)]
    [InlineData(2_999)]
    public void Faults_are_named_by_their_first_index(int at)
    {
        double[] scores = GridGallery.Uniform(3_000, seed: 1);
        double[] losses = new double[3_000];
        losses[at] = 0.5;
        Assert.Contains($"losses[{at}] must be 0 or 1", Assert.Throws<ArgumentException>("losses", () => ObservedCounts.Of(scores, LossColumn.Of(losses))).Message, StringComparison.Ordinal);
        losses[at] = 0.0;
        scores[at] = double.NaN;
        Assert.Contains($"scores[{at}] must be finite", Assert.Throws<ArgumentException>("scores", () => ObservedCounts.Of(scores, LossColumn.Of(losses))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("losses", () => ObservedCounts.Of(scores, LossColumn.Of(new double[2])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Booleans_are_counted_like_the_losses_that_they_stand_for(string kind)
    {
        double[] scores = Scores(kind);
        double[] losses = Losses(scores.Length);
        bool[] wrong = [.. losses.Select(static loss => loss == 1.0)];
        bool[] correct = [.. wrong.Select(static value => !value)];
        using var ofWrong = ObservedCounts.Of(scores, new BooleanColumn(wrong, flagged: true, "wrong", "scores"));
        AssertCounts(scores, losses, ofWrong);
        using var ofCorrect = ObservedCounts.Of(scores, new BooleanColumn(correct, flagged: false, "correct", "scores"));
        AssertCounts(scores, losses, ofCorrect);
    }

    [Fact]
    public void Beside_booleans_it_is_the_scores_that_can_be_at_fault()
    {
        double[] scores = GridGallery.Uniform(3_000, seed: 1);
        scores[1_024] = double.NaN;
        Assert.Contains("confidences[1024] must be finite, but was NaN", Assert.Throws<ArgumentOutOfRangeException>("confidences", () => ObservedCounts.Of(scores, new BooleanColumn(new bool[3_000], flagged: false, "correct", "confidences"))).Message, StringComparison.Ordinal);
        Assert.Contains("one entry for each of the 3000 confidences, but holds 2", Assert.Throws<ArgumentException>("correct", () => ObservedCounts.Of(scores, new BooleanColumn(new bool[2], flagged: false, "correct", "confidences"))).Message, StringComparison.Ordinal);
    }

    private static void AssertCounts(double[] scores, double[] losses, ObservedCounts counts)
    {
        var blocks = scores.Select((score, i) => (Score: score + 0.0, Loss: losses[i])).GroupBy(item => item.Score).OrderByDescending(block => block.Key).ToArray();
        Assert.Equal((blocks.Length, scores.Length), (counts.Count, counts.N));
        long acted = 0;
        long errors = 0;
        for (int rank = 0; rank < blocks.Length; rank++)
        {
            acted += blocks[rank].Count();
            errors += blocks[rank].Count(item => item.Loss == 1.0);
            Assert.Equal((blocks[rank].Key, acted, errors), (counts.Score(rank), counts.Acted(rank), counts.Errors(rank)));
            Assert.False(double.IsNegative(counts.Score(rank)) && counts.Score(rank) == 0.0);
        }
    }

    private static double[] Scores(string kind)
    {
        double[] uniform = GridGallery.Uniform(5_003, seed: 21);
        return kind switch
        {
            "uniform" => uniform,
            "logits" => [.. uniform.Select(score => (score - 0.5) * 16.0)],
            "three decimals" => [.. uniform.Select(score => Math.Round(score, 3))],
            "all equal" => [.. uniform.Select(_ => 0.7)],
            "zeros of both signs" => [.. uniform.Select((score, i) => i % 3 == 0 ? -0.0 : i % 3 == 1 ? 0.0 : score - 0.5)],
            "extremes" => [double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 0.0, 1.0, -1.0, 1e-300, 1e300, 1.0],
            "all negative" => [.. uniform.Select(score => -1.0 - score)],
            "one" => [0.25],
            _ => [],
        };
    }

    private static double[] Losses(int count)
    {
        var random = new SplitMix64(41);
        double[] losses = new double[count];
        for (int i = 0; i < count; i++)
        {
            losses[i] = random.NextUniform() < 0.3 ? 1.0 : 0.0;
        }

        return losses;
    }
}
