using Escalation.Core.Tests.Evaluation;
using Escalation.Learning.Calibrators;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning.Calibrators;

public sealed class VennAbersCalibrationTests
{
    [Fact]
    public void Every_interval_is_that_of_two_isotonic_fits_with_the_answer_added_as_wrong_and_as_right() =>
        RankedGen.Hold(1, 12, 5, (scores, labels) =>
        {
            var map = VennAbersCalibration.Fit(scores, labels);
            return Enumerable.Range(-1, 13).Select(i => i / 10.0).All(score =>
            {
                ProbabilityInterval interval = map.Interval(score);
                double[] added = [.. scores, score];
                return interval.Lower == IsotonicReference.At(added, [.. labels, false], score)
                    && interval.Upper == IsotonicReference.At(added, [.. labels, true], score)
                    && interval.Lower <= interval.Upper
                    && map.Probability(score) >= interval.Lower
                    && map.Probability(score) <= interval.Upper;
            });
        });

    [Fact]
    public void A_long_set_agrees_with_fresh_fits()
    {
        (double[] scores, bool[] labels) = LearningGolden.ScoresAndCorrect(3_000, 61);
        scores = [.. scores.Select((score, i) => i % 3 == 0 ? Math.Round(score, 2) : score)];
        labels = [.. labels.Select((label, i) => i % 5 == 0 ? scores[i] > 0.6 : label)];
        var map = VennAbersCalibration.Fit(scores, labels);
        foreach (double score in (double[])[-0.5, 0.0, 0.07, 0.25, scores[17], scores[18], 0.5, 0.77, 0.91, scores.Max(), 1.5])
        {
            double[] added = [.. scores, score];
            Assert.Equal(IsotonicCalibration.Fit(added, [.. labels, false]).Probability(score), map.Interval(score).Lower);
            Assert.Equal(IsotonicCalibration.Fit(added, [.. labels, true]).Probability(score), map.Interval(score).Upper);
        }
    }

    [Fact]
    public void One_of_the_ends_is_calibrated_exactly_whichever_row_is_the_one_to_come() =>
        RankedGen.Hold(2, 12, 4, (scores, labels) =>
        {
            // Exchangeable rows: each of them is equally likely the one to come. Of the rows with one value of p_Y, that share must be right.
            var groups = Enumerable.Range(0, scores.Length).Select(i =>
            {
                ProbabilityInterval interval = VennAbersCalibration.Fit(Without(scores, i), Without(labels, i)).Interval(scores[i]);
                return (Value: labels[i] ? interval.Upper : interval.Lower, Right: labels[i]);
            }).GroupBy(row => row.Value);
            return groups.All(group => Math.Abs(group.Average(row => row.Right ? 1.0 : 0.0) - group.Key) <= 1e-12);
        });

    [Fact]
    public void The_mean_truth_lies_between_the_mean_ends_in_a_world_where_it_is_known()
    {
        // 4,000 worlds of 20 rows; the share of right answers and the mean of p_Y differ by noise alone, whose standard error is below 0.008.
        var random = new SplitMix64(7);
        double lower = 0.0;
        double upper = 0.0;
        double selected = 0.0;
        int right = 0;
        const int Worlds = 4_000;
        for (int world = 0; world < Worlds; world++)
        {
            double[] scores = new double[21];
            bool[] labels = new bool[21];
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = Math.Round(random.NextUniform(), 1);
                labels[i] = random.NextUniform() < scores[i] * scores[i];
            }

            ProbabilityInterval interval = VennAbersCalibration.Fit(scores.AsSpan(0, 20), labels.AsSpan(0, 20)).Interval(scores[20]);
            lower += interval.Lower / Worlds;
            upper += interval.Upper / Worlds;
            selected += (labels[20] ? interval.Upper : interval.Lower) / Worlds;
            right += labels[20] ? 1 : 0;
        }

        double share = (double)right / Worlds;
        Assert.InRange(share, lower, upper);
        Assert.InRange(selected - share, -0.03, 0.03);
        Assert.True(upper - lower > 0.05);
    }

    [Fact]
    public void One_class_alone_leaves_the_other_end_open()
    {
        var right = VennAbersCalibration.Fit([0.2, 0.8], [true, true]);
        var wrong = VennAbersCalibration.Fit([0.2, 0.8], [false, false]);

        // With (0.2, wrong) first the whole set is one group of three at most; below all rows p0 is 0.
        Assert.Equal(new ProbabilityInterval(0.5, 1.0), right.Interval(0.2));
        Assert.Equal(new ProbabilityInterval(0.0, 1.0), right.Interval(0.1));
        Assert.Equal(2.0 / 3.0, right.Interval(0.8).Lower, 15);
        Assert.Equal(new ProbabilityInterval(0.0, 0.5), wrong.Interval(0.8));
        Assert.Equal(new ProbabilityInterval(0.0, 1.0), wrong.Interval(0.9));
    }

    [Fact]
    public void One_row_says_little() =>
        Assert.Equal(new ProbabilityInterval(0.5, 1.0), VennAbersCalibration.Fit([0.5], [true]).Interval(0.5));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_not_finite_has_no_interval(double score)
    {
        var map = VennAbersCalibration.Fit([0.1, 0.9], [false, true]);
        Assert.True(double.IsNaN(map.Probability(score)));
        Assert.True(double.IsNaN(map.Interval(score).Lower) && double.IsNaN(map.Interval(score).Upper));
    }

    [Fact]
    public void A_query_allocates_nothing()
    {
        (double[] scores, bool[] labels) = LearningGolden.ScoresAndCorrect(500, 3);
        IConfidenceCalibrator[] maps = [.. Enum.GetValues<CalibrationMethod>().Select(method => ConfidenceCalibration.OfProbabilities(method, scores, labels))];
        double sum = 0.0;
        long allocated = AllocatedBytes.Of(() =>
        {
            foreach (IConfidenceCalibrator map in maps)
            {
                sum += map.Probability(0.37);
            }
        });
        Assert.Equal(0, allocated);
        Assert.True(double.IsFinite(sum));
    }

    private static T[] Without<T>(T[] values, int index) => [.. values[..index], .. values[(index + 1)..]];
}
