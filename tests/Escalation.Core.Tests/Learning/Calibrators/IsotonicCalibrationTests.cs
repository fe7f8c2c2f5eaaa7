using System.Text.Json;
using Escalation.Core.Tests.Evaluation;
using Escalation.Core.Tests.Statistics;
using Escalation.Learning.Calibrators;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Learning.Calibrators;

public sealed class IsotonicCalibrationTests
{
    [Fact]
    public void Golden_curves_come_out()
    {
        JsonElement cases = GoldenCalibration.Section("isotonic").GetProperty("cases");
        Assert.Equal(8, cases.GetArrayLength());
        foreach (JsonElement golden in cases.EnumerateArray())
        {
            double[] x = GoldenSelective.Numbers(golden.GetProperty("x"));
            double[] y = GoldenSelective.Numbers(golden.GetProperty("y"));
            JsonElement w = golden.GetProperty("w");
            double[] weights = w.ValueKind == JsonValueKind.Null ? [] : GoldenSelective.Numbers(w);

            MonotoneCurve curve = IsotonicRegression.Fit(x, y, weights);

            Same(golden, "fitted", [.. x.Select(curve.At)]);
            Same(golden, "query_prediction", [.. GoldenSelective.Numbers(golden.GetProperty("query")).Select(curve.At)]);
            Same(golden, "x_thresholds", curve.X);
            Same(golden, "y_thresholds", curve.Y);
            if (weights.Length == 0 && Array.TrueForAll(y, value => value is 0.0 or 1.0))
            {
                var counted = IsotonicCalibration.Fit(x, [.. y.Select(value => value == 1.0)]);
                Same(golden, "query_prediction", [.. GoldenSelective.Numbers(golden.GetProperty("query")).Select(counted.Probability)]);
            }
        }
    }

    [Fact]
    public void The_fit_is_that_of_the_min_max_formula_keeps_the_mean_and_rises() =>
        RankedGen.Hold(1, 14, 6, (scores, labels) =>
        {
            var map = IsotonicCalibration.Fit(scores, labels);
            double[] fitted = [.. scores.Select(map.Probability)];
            return scores.Zip(fitted).All(pair => Math.Abs(pair.Second - IsotonicReference.At(scores, labels, pair.First)) <= 1e-15)
                && Math.Abs(fitted.Sum() - labels.Count(label => label)) <= 1e-12
                && Rises(map);
        });

    [Fact]
    public void Neither_the_order_of_rows_nor_a_split_of_their_weights_changes_the_map()
    {
        Gen<(double[] Scores, double[] Targets, double[] Weights, ulong Seed)> cases =
            from n in Gen.Choose(1, 20)
            from level in Gen.ArrayOf(Gen.Choose(0, 8), n)
            from target in Gen.ArrayOf(Gen.Choose(0, 4), n)
            from weight in Gen.ArrayOf(Gen.Choose(0, 3), n)
            from seed in Gen.Choose(0, 1000)
            select (level.Select(one => one / 8.0).ToArray(), target.Select(one => one / 4.0).ToArray(), weight.Select((one, i) => i == 0 ? 1.0 : one).ToArray(), (ulong)seed);
        Prop.ForAll(cases.ToArbitrary(), data =>
        {
            var map = IsotonicCalibration.Fit(data.Scores, data.Targets, data.Weights);
            int[] order = Escalation.Statistics.SeededShuffle.Permutation(data.Scores.Length, data.Seed);
            var shuffled = IsotonicCalibration.Fit([.. order.Select(i => data.Scores[i])], [.. order.Select(i => data.Targets[i])], [.. order.Select(i => data.Weights[i])]);
            var split = IsotonicCalibration.Fit([.. data.Scores, .. data.Scores], [.. data.Targets, .. data.Targets], [.. data.Weights.Select(w => w / 4.0), .. data.Weights.Select(w => 3.0 * w / 4.0)]);

            // A weight of two is the same row twice, and none is no row.
            int[] copies = [.. Enumerable.Range(0, data.Scores.Length).SelectMany(i => Enumerable.Repeat(i, (int)data.Weights[i]))];
            var repeated = IsotonicCalibration.Fit([.. copies.Select(i => data.Scores[i])], [.. copies.Select(i => data.Targets[i])]);
            double[] queries = [.. Enumerable.Range(-1, 19).Select(i => i / 16.0)];
            return queries.All(x => Math.Abs(map.Probability(x) - shuffled.Probability(x)) <= 1e-14
                && Math.Abs(map.Probability(x) - split.Probability(x)) <= 1e-14
                && Math.Abs(map.Probability(x) - repeated.Probability(x)) <= 1e-14);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Labels_and_targets_of_0_and_1_give_one_map_whatever_the_order() =>
        RankedGen.Hold(1, 30, 10, (scores, labels) =>
        {
            var counted = IsotonicCalibration.Fit(scores, labels);
            Array.Reverse(scores);
            Array.Reverse(labels);
            var reversed = IsotonicCalibration.Fit(scores, labels);
            var soft = IsotonicCalibration.Fit(scores, [.. labels.Select(label => label ? 1.0 : 0.0)]);
            return counted.Fingerprint == reversed.Fingerprint
                && Enumerable.Range(0, 41).All(i => Math.Abs(counted.Probability(i / 40.0) - soft.Probability(i / 40.0)) <= 1e-14);
        });

    [Theory]
    [InlineData(0.0, double.Epsilon)]
    [InlineData(-double.MaxValue, double.MaxValue)]
    [InlineData(1e-310, 2e-310)]
    [InlineData(0.3, 0.30000000000000004)]
    public void Between_the_nearest_and_the_farthest_scores_the_map_is_finite_and_rises(double low, double high)
    {
        var map = IsotonicCalibration.Fit([low, high], [false, true]);
        double[] queries = [low, (low / 2.0) + (high / 2.0), high];
        double[] values = [.. queries.Select(map.Probability)];

        Assert.Equal(0.0, values[0]);
        Assert.InRange(values[1], 0.0, 1.0);
        Assert.Equal(1.0, values[2]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_not_finite_never_becomes_certainty(double score) =>
        Assert.True(double.IsNaN(IsotonicCalibration.Fit([0.1, 0.9], [false, true]).Probability(score)));

    [Fact]
    public void Both_zeros_are_one_score() =>
        Assert.Equal(0.5, IsotonicCalibration.Fit([0.0, -0.0], [false, true]).Probability(0.0));

    [Fact]
    public void Useless_rows_are_refused_by_name()
    {
        bool[] none = [];
        Assert.Throws<ArgumentOutOfRangeException>(() => IsotonicCalibration.Fit([], none));
        Assert.Throws<ArgumentException>("targets", () => IsotonicCalibration.Fit([0.1, 0.2], [0.5]));
        Assert.Throws<ArgumentException>("labels", () => IsotonicCalibration.Fit([0.1, 0.2], [true]));
        Assert.Contains("scores[1]", Assert.Throws<ArgumentOutOfRangeException>("scores", () => IsotonicCalibration.Fit([0.1, double.NaN], [true, false])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("targets", () => IsotonicCalibration.Fit([0.1], [1.5]));
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => IsotonicCalibration.Fit([0.1], [0.5], [-1.0]));
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => IsotonicCalibration.Fit([0.1], [0.5], [0.0]));
    }

    private static void Same(JsonElement golden, string key, double[] actual)
    {
        double[] expected = GoldenSelective.Numbers(golden.GetProperty(key));
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    private static bool Rises(IsotonicCalibration map)
    {
        double[] values = [.. Enumerable.Range(-10, 220).Select(i => map.Probability(i / 200.0))];
        return values.Zip(values.Skip(1)).All(pair => pair.First <= pair.Second);
    }
}
