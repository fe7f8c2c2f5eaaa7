using Escalation.Learning.Boosting;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Learning.Boosting;

public sealed class BoostedStumpsTests
{
    private static readonly BoostedStumpsOptions Free = new() { Rounds = 1, LearningRate = 1.0, L2 = 0.5, LeastLeafWeight = 1.0 };

    [Fact]
    public void The_first_stump_is_the_best_of_all_splits_for_every_labelling()
    {
        // Ties, a gap and an absent value; every labelling of six rows with both classes.
        double[] features = [1.0, 4.0, 1.0, 2.0, 2.0, double.NaN, 3.0, 2.0, 5.0, 4.0, 5.0, 4.0];
        for (int pattern = 1; pattern < 63; pattern++)
        {
            bool[] labels = [.. Enumerable.Range(0, 6).Select(i => (pattern & (1 << i)) != 0)];
            StumpModel model = BoostedStumps.Fit(features, 6, 2, labels, options: Free);

            double best = Splits(features, labels).Max();
            double found = model.Stumps.Count == 0 ? 0.0 : Gain(features, labels, model.Stumps[0].Column, model.Stumps[0].Threshold);
            Assert.Equal(best, found, 12);
        }
    }

    [Fact]
    public void The_leaves_are_newton_steps()
    {
        double[] features = [1.0, 1.0, 1.0, 2.0, 2.0, double.NaN];
        bool[] labels = [true, false, false, true, true, false];
        Stump stump = Assert.Single(BoostedStumps.Fit(features, 6, 1, labels, options: Free).Stumps);

        // At log-odds 0 a row has gradient 1/2 - y and curvature 1/4.
        Assert.Equal(1.5, stump.Threshold);
        Assert.Equal(-0.5 / (0.75 + 0.5), stump.Low, 14);
        Assert.Equal(1.0 / (0.5 + 0.5), stump.High, 14);
        Assert.Equal(-0.5 / (0.25 + 0.5), stump.Absent, 14);
    }

    [Fact]
    public void Each_round_lowers_the_loss_and_a_shorter_fit_is_the_beginning_of_a_longer_one()
    {
        (double[] features, bool[] labels) = Sample(seed: 3, rows: 80, columns: 3);
        StumpModel model = BoostedStumps.Fit(features, 80, 3, labels, options: new() { Rounds = 40 });
        double before = double.PositiveInfinity;
        for (int rounds = 0; rounds <= model.Stumps.Count; rounds++)
        {
            double loss = Loss(model.After(rounds), features, labels);
            Assert.True(loss < before, $"{rounds}: {loss} after {before}");
            before = loss;
        }

        Assert.Equal(model.Stumps.Take(15), BoostedStumps.Fit(features, 80, 3, labels, options: new() { Rounds = 15 }).Stumps);
    }

    [Fact]
    public void A_constrained_column_never_goes_the_wrong_way()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
        {
            (double[] features, bool[] labels) = Sample(seed, rows: 50, columns: 2);
            foreach (MonotoneDirection direction in new[] { MonotoneDirection.Increasing, MonotoneDirection.Decreasing })
            {
                StumpModel model = BoostedStumps.Fit(features, 50, 2, labels, options: new() { Rounds = 30, LearningRate = 0.5, LeastLeafWeight = 1.0, Monotone = [direction, MonotoneDirection.None] });
                double sign = direction == MonotoneDirection.Increasing ? 1.0 : -1.0;
                double last = double.NegativeInfinity;
                for (double x = -3.0; x <= 3.0; x += 0.25)
                {
                    double z = sign * model.LogOdds([x, 0.3]);
                    if (z < last)
                    {
                        return false;
                    }

                    last = z;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void The_order_of_rows_and_columns_does_not_matter()
    {
        (double[] features, bool[] labels) = Sample(seed: 8, rows: 60, columns: 3);
        int[] order = SeededShuffle.Permutation(60, 4);
        double[] rowsMoved = [.. order.SelectMany(row => features.Skip(row * 3).Take(3))];
        double[] columnsMoved = [.. Enumerable.Range(0, 60).SelectMany(row => new[] { features[(row * 3) + 2], features[row * 3], features[(row * 3) + 1] })];
        StumpModel plain = BoostedStumps.Fit(features, 60, 3, labels);
        StumpModel rows = BoostedStumps.Fit(rowsMoved, 60, 3, [.. order.Select(row => labels[row])]);
        StumpModel columns = BoostedStumps.Fit(columnsMoved, 60, 3, labels);

        for (int i = 0; i < 60; i++)
        {
            double[] row = features[(i * 3)..((i * 3) + 3)];
            Assert.Equal(plain.LogOdds(row), rows.LogOdds(row), 9);
            Assert.Equal(plain.LogOdds(row), columns.LogOdds([row[2], row[0], row[1]]), 9);
        }
    }

    [Fact]
    public void A_weight_counts_as_that_many_equal_rows()
    {
        (double[] features, bool[] labels) = Sample(seed: 5, rows: 40, columns: 2);
        double[] weights = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 3))];
        int[] copies = [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        StumpModel weighted = BoostedStumps.Fit(features, 40, 2, labels, weights);
        StumpModel repeated = BoostedStumps.Fit([.. copies.SelectMany(i => features.Skip(i * 2).Take(2))], copies.Length, 2, [.. copies.Select(i => labels[i])]);

        Assert.Equal(repeated.Intercept, weighted.Intercept, 12);
        for (int i = 0; i < 40; i++)
        {
            // Splits between rows of weight 0 are free, so only rows with weight are compared.
            if (weights[i] > 0.0)
            {
                Assert.Equal(repeated.LogOdds(features.AsSpan(i * 2, 2)), weighted.LogOdds(features.AsSpan(i * 2, 2)), 9);
            }
        }
    }

    [Fact]
    public void Columns_that_say_nothing_give_the_share_of_class_one()
    {
        StumpModel model = BoostedStumps.Fit([1.0, 1.0, 1.0, 1.0], 4, 1, [true, true, true, false]);

        Assert.Empty(model.Stumps);
        Assert.Equal(0.75, model.Probability([5.0]), 14);
    }

    [Fact]
    public void Neighbouring_numbers_are_told_apart()
    {
        double next = Math.BitIncrement(1.0);
        StumpModel model = BoostedStumps.Fit([1.0, next, 1.0, next], 4, 1, [false, true, false, true], options: Free);

        Assert.True(model.LogOdds([1.0]) < 0.0);
        Assert.True(model.LogOdds([next]) > 0.0);
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused_with_its_place()
    {
        Assert.Contains("row 1, column 0", Assert.Throws<ArgumentOutOfRangeException>(() => BoostedStumps.Fit([1.0, double.PositiveInfinity], 2, 1, [true, false])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BoostedStumps.Fit([1.0, 2.0], 2, 1, [true, true]));
        Assert.Throws<ArgumentException>(() => BoostedStumps.Fit([1.0, 2.0, 3.0], 2, 1, [true, false]));
        Assert.Throws<ArgumentException>(() => BoostedStumps.Fit([1.0, 2.0], 2, 1, [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BoostedStumps.Fit([1.0, 2.0], 2, 1, [true, false], [1.0, double.NaN]));
        foreach (BoostedStumpsOptions options in new BoostedStumpsOptions[]
        {
            new() { Rounds = 0 }, new() { Rounds = 10_001 }, new() { LearningRate = 0.0 }, new() { LearningRate = double.NaN }, new() { L2 = 0.0 }, new() { LeastLeafWeight = double.PositiveInfinity },
            new() { Monotone = [(MonotoneDirection)9] },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => BoostedStumps.Fit([1.0, 2.0], 2, 1, [true, false], options: options));
        }

        Assert.Throws<ArgumentException>(() => BoostedStumps.Fit([1.0, 2.0], 2, 1, [true, false], options: new() { Monotone = [MonotoneDirection.None, MonotoneDirection.None] }));
        Assert.True(double.IsNaN(BoostedStumps.Fit([1.0, 2.0], 2, 1, [true, false]).Probability([double.NegativeInfinity])));
    }

    private static IEnumerable<double> Splits(double[] features, bool[] labels)
    {
        yield return 0.0;
        for (int column = 0; column < 2; column++)
        {
            double[] distinct = [.. Enumerable.Range(0, 6).Select(i => features[(i * 2) + column]).Where(x => !double.IsNaN(x)).Distinct().Order()];
            foreach (double cut in distinct.SkipLast(1))
            {
                yield return Gain(features, labels, column, cut);
            }

            if (features.Where((_, i) => i % 2 == column).Any(double.IsNaN))
            {
                yield return Gain(features, labels, column, double.MaxValue);
            }
        }
    }

    /// <summary>The gain from its definition, at the log-odds of the base rate.</summary>
    private static double Gain(double[] features, bool[] labels, int column, double threshold)
    {
        double p = labels.Count(label => label) / 6.0;
        double gain = 0.0;
        foreach (IGrouping<int, int> leaf in Enumerable.Range(0, 6).GroupBy(i => double.IsNaN(features[(i * 2) + column]) ? 2 : features[(i * 2) + column] <= threshold ? 0 : 1))
        {
            double gradient = leaf.Sum(i => p - (labels[i] ? 1.0 : 0.0));
            gain += gradient * gradient / (2.0 * ((leaf.Count() * p * (1.0 - p)) + 0.5));
        }

        return gain;
    }

    private static double Loss(StumpModel model, double[] features, bool[] labels) =>
        labels.Select((label, i) => -Math.Log(label ? model.Probability(features.AsSpan(i * model.Columns, model.Columns)) : 1.0 - model.Probability(features.AsSpan(i * model.Columns, model.Columns)))).Sum();

    private static (double[] Features, bool[] Labels) Sample(ulong seed, int rows, int columns)
    {
        var random = new SplitMix64(seed);
        double[] features = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextUniform() < 0.1 ? double.NaN : Math.Round((random.NextUniform() * 4.0) - 2.0, 1))];
        bool[] labels = [.. Enumerable.Range(0, rows).Select(i => i < 2 ? i == 0 : random.NextUniform() < 1.0 / (1.0 + Math.Exp(-(double.IsNaN(features[i * columns]) ? 0.5 : features[i * columns]))))];
        return (features, labels);
    }
}
