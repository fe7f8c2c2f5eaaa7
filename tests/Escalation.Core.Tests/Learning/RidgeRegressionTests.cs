using Escalation.Learning;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning;

public sealed class RidgeRegressionTests
{
    private const int Rows = 40;
    private const int Columns = 3;

    [Fact]
    public void The_gradient_vanishes_at_the_optimum()
    {
        (double[] features, double[] targets, double[] weights) = Sample(6);
        RidgeModel model = RidgeRegression.Fit(features, Rows, Columns, targets, weights, l2: 0.7);
        double[] residuals = [.. Enumerable.Range(0, Rows).Select(i => weights[i] * (model.Predict(features.AsSpan(i * Columns, Columns)) - targets[i]))];

        Assert.Equal(0.0, residuals.Sum(), 10);
        for (int j = 0; j < Columns; j++)
        {
            double slope = Enumerable.Range(0, Rows).Sum(i => residuals[i] * model.Standardisation.Apply(j, features[(i * Columns) + j]));
            Assert.Equal(0.0, slope + (0.7 * model.Coefficients[j]), 10);
        }
    }

    [Fact]
    public void One_column_has_the_solution_of_the_textbook()
    {
        // x standardised is -1, 0, 1 times sqrt(3/2): w = sum(z y) / (sum(z^2) + lambda).
        RidgeModel model = RidgeRegression.Fit([1.0, 2.0, 3.0], 3, 1, [-1.0, 1.0, 1.0], [], l2: 2.0);

        Assert.Equal(1.0 / 3.0, model.Intercept, 14);
        Assert.Equal(2.0 * Math.Sqrt(1.5) / 5.0, model.Coefficients[0], 14);
    }

    [Fact]
    public void A_weight_counts_as_that_many_equal_rows()
    {
        (double[] features, double[] targets, _) = Sample(2);
        double[] weights = [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 4))];
        int[] copies = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, i % 4))];
        RidgeModel weighted = RidgeRegression.Fit(features, Rows, Columns, targets, weights, 1.0);
        RidgeModel repeated = RidgeRegression.Fit([.. copies.SelectMany(i => features.Skip(i * Columns).Take(Columns))], copies.Length, Columns, [.. copies.Select(i => targets[i])], [], 1.0);

        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(repeated.Predict(features.AsSpan(i * Columns, Columns)), weighted.Predict(features.AsSpan(i * Columns, Columns)), 11);
        }
    }

    [Fact]
    public void What_cannot_be_solved_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RidgeRegression.Fit([1.0, 2.0], 2, 1, [1.0, double.NaN], [], 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RidgeRegression.Fit([1.0, double.NaN], 2, 1, [1.0, -1.0], [], 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RidgeRegression.Fit([1.0, 2.0], 2, 1, [1.0, -1.0], [], 0.0));
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit([1.0, 2.0], 2, 1, [1.0], [], 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RidgeRegression.Fit([1.0, 1.0, 2.0, 2.0], 2, 2, [1.0, -1.0], [], 1e-300));
        Assert.True(double.IsNaN(RidgeRegression.Fit([1.0, 2.0], 2, 1, [1.0, -1.0], [], 1.0).Predict([double.PositiveInfinity])));
    }

    private static (double[] Features, double[] Targets, double[] Weights) Sample(ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] features = [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.NextUniform())];
        double[] targets = [.. Enumerable.Range(0, Rows).Select(i => features[i * Columns] + random.NextUniform() > 1.0 ? 1.0 : -1.0)];
        return (features, targets, [.. Enumerable.Range(0, Rows).Select(_ => random.NextUniform())]);
    }
}
