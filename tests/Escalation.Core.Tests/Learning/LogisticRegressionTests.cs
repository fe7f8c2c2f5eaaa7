using Escalation.Learning;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning;

public sealed class LogisticRegressionTests
{
    private const int Rows = 60;
    private const int Columns = 3;

    [Fact]
    public void The_gradient_vanishes_at_the_optimum()
    {
        (double[] features, bool[] labels) = Sample(seed: 4);
        LogisticFit fit = LogisticRegression.Fit(features, Rows, Columns, labels, new() { L2 = 0.7 });
        LogisticModel model = fit.Model;

        Assert.True(fit.Converged);
        Assert.InRange(fit.GradientNorm, 0.0, 1e-10);
        Assert.InRange(fit.Iterations, 1, 12);
        double[] residuals = [.. Enumerable.Range(0, Rows).Select(i => model.Probability(Row(features, i)) - (labels[i] ? 1.0 : 0.0))];
        Assert.Equal(0.0, residuals.Sum(), 8);
        for (int j = 0; j < Columns; j++)
        {
            double slope = Enumerable.Range(0, Rows).Sum(i => residuals[i] * model.Standardisation.Apply(j, features[(i * Columns) + j]));
            Assert.Equal(0.0, slope + (0.7 * model.Coefficients[j]), 8);
        }
    }

    [Fact]
    public void A_search_without_derivatives_finds_no_better_objective()
    {
        (double[] features, bool[] labels) = Sample(seed: 9);
        LogisticFit fit = LogisticRegression.Fit(features, Rows, Columns, labels);
        double[] found = PatternSearch(parameters => Objective(features, labels, fit.Model.Standardisation, parameters, penalty: 1.0));

        double[] parameters = [.. fit.Model.Coefficients, fit.Model.Intercept];
        Assert.Equal(fit.Objective, Objective(features, labels, fit.Model.Standardisation, parameters, penalty: 1.0), 10);
        for (int j = 0; j < parameters.Length; j++)
        {
            Assert.Equal(found[j], parameters[j], 5);
        }
    }

    [Fact]
    public void The_unit_of_a_feature_does_not_matter()
    {
        (double[] features, bool[] labels) = Sample(seed: 2);
        double[] changed = [.. features.Select((value, i) => i % Columns == 1 ? (value * 1e6) - 37.0 : value)];
        LogisticModel plain = LogisticRegression.Fit(features, Rows, Columns, labels).Model;
        LogisticModel scaled = LogisticRegression.Fit(changed, Rows, Columns, labels).Model;

        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal(plain.Probability(Row(features, i)), scaled.Probability(Row(changed, i)), 9);
        }
    }

    [Fact]
    public void A_weight_counts_as_that_many_equal_rows()
    {
        (double[] features, bool[] labels) = Sample(seed: 3);
        double[] weights = [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 4))];
        double[] targets = [.. labels.Select(label => label ? 1.0 : 0.0)];
        int[] copies = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, i % 4))];
        LogisticFit weighted = LogisticRegression.Fit(features, Rows, Columns, targets, weights);
        LogisticFit repeated = LogisticRegression.Fit([.. copies.SelectMany(i => Row(features, i))], copies.Length, Columns, [.. copies.Select(i => labels[i])]);

        Assert.Equal(repeated.Objective, weighted.Objective, 9);
        Assert.Equal(repeated.Model.Intercept, weighted.Model.Intercept, 9);
        for (int j = 0; j < Columns; j++)
        {
            Assert.Equal(repeated.Model.Coefficients[j], weighted.Model.Coefficients[j], 9);
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-6)]
    public void Separable_data_stay_finite(double penalty)
    {
        double[] features = [.. Enumerable.Range(0, 40).Select(i => i - 19.5)];
        bool[] labels = [.. features.Select(value => value > 0.0)];
        LogisticFit fit = LogisticRegression.Fit(features, 40, 1, labels, new() { L2 = penalty });

        Assert.True(fit.Converged);
        Assert.True(double.IsFinite(fit.Model.Coefficients[0]) && fit.Model.Coefficients[0] > 0.0);
        Assert.InRange(fit.Model.Probability([0.5]), 0.5, 1.0);
    }

    [Fact]
    public void Equal_and_constant_columns_do_not_break_the_fit()
    {
        (double[] features, bool[] labels) = Sample(seed: 6);
        double[] wide = [.. Enumerable.Range(0, Rows).SelectMany(i => new[] { features[i * Columns], features[i * Columns], 5.0 })];
        LogisticFit fit = LogisticRegression.Fit(wide, Rows, 3, labels);

        Assert.True(fit.Converged);
        Assert.Equal(fit.Model.Coefficients[0], fit.Model.Coefficients[1], 9);
        Assert.Equal(0.0, fit.Model.Coefficients[2]);
    }

    [Fact]
    public void The_same_input_gives_the_same_bits()
    {
        (double[] features, bool[] labels) = Sample(seed: 8);
        LogisticFit first = LogisticRegression.Fit(features, Rows, Columns, labels);
        LogisticFit second = LogisticRegression.Fit(features, Rows, Columns, labels);

        Assert.Equal(first.Model.Coefficients, second.Model.Coefficients);
        Assert.Equal(first.Objective, second.Objective);
    }

    [Fact]
    public void Too_few_iterations_are_reported()
    {
        (double[] features, bool[] labels) = Sample(seed: 8);
        LogisticFit fit = LogisticRegression.Fit(features, Rows, Columns, labels, new() { MaximumIterations = 1 });

        Assert.False(fit.Converged);
        Assert.Equal(1, fit.Iterations);
    }

    private static (double[] Features, bool[] Labels) Sample(ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] features = [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.NextUniform())];
        bool[] labels = [.. Enumerable.Range(0, Rows).Select(i => random.NextUniform() < features[i * Columns])];
        return (features, labels);
    }

    private static double[] Row(double[] features, int row) => features[(row * Columns)..((row + 1) * Columns)];

    private static double Objective(double[] features, bool[] labels, Standardisation map, double[] parameters, double penalty)
    {
        double sum = Enumerable.Range(0, Columns).Sum(j => 0.5 * penalty * parameters[j] * parameters[j]);
        for (int i = 0; i < Rows; i++)
        {
            double z = parameters[Columns] + Enumerable.Range(0, Columns).Sum(j => parameters[j] * map.Apply(j, features[(i * Columns) + j]));
            sum += Math.Log(1.0 + Math.Exp(labels[i] ? -z : z));
        }

        return sum;
    }

    /// <summary>Coordinate search with shrinking steps: slow, and independent of everything under test.</summary>
    private static double[] PatternSearch(Func<double[], double> objective)
    {
        var best = new double[Columns + 1];
        double value = objective(best);
        for (double step = 1.0; step > 1e-8; step /= 2.0)
        {
            bool improved = true;
            while (improved)
            {
                improved = false;
                for (int j = 0; j < best.Length; j++)
                {
                    foreach (double direction in new[] { step, -step })
                    {
                        double[] trial = [.. best];
                        trial[j] += direction;
                        double reached = objective(trial);
                        if (reached < value)
                        {
                            (best, value, improved) = (trial, reached, true);
                        }
                    }
                }
            }
        }

        return best;
    }
}
