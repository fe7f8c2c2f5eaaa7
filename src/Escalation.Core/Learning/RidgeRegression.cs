using System.Globalization;

namespace Escalation.Learning;

/// <summary>Ridge regression for a few dozen columns, solved exactly by Cholesky's factorisation.</summary>
/// <remarks>
/// Minimises <c>1/2 sum_i weight_i (b + w'z_i - y_i)^2 + lambda / 2 * |w|^2</c> over w and the free intercept b, on features that are standardised inside. With targets of +1 and -1 it is the
/// ridge classifier, whose score ranks and is no probability before it is calibrated. <c>O(rows * columns^2 + columns^3)</c>; for thousands of columns use <see cref="Wide.WideRidgeRegression"/>.
/// </remarks>
public static class RidgeRegression
{
    /// <summary>Fits targets; a row of weight m counts as m equal rows.</summary>
    /// <param name="features">Row-major, <paramref name="rows"/> times <paramref name="columns"/> finite numbers.</param>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <param name="columns">How many features a row, at least 1.</param>
    /// <param name="targets">One finite number a row.</param>
    /// <param name="weights">One weight a row, at least 0 with a sum above 0; empty counts every row once.</param>
    /// <param name="l2">The penalty lambda, finite and above 0.</param>
    /// <returns>The optimum.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a size, a feature, a target, a weight or the penalty is out of range, or numbers are so large that the system cannot be solved.</exception>
    public static RidgeModel Fit(ReadOnlySpan<double> features, int rows, int columns, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, double l2)
    {
        Guard.Positive(l2);
        LearningChecks.Matrix(features, rows, columns);
        LearningChecks.Length(targets.Length, rows, nameof(targets));
        if (!weights.IsEmpty)
        {
            LearningChecks.Weights(weights, rows);
        }

        double total = 0.0, intercept = 0.0;
        for (int i = 0; i < rows; i++)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            total += weight;
            intercept += weight * Guard.Finite(targets[i], nameof(targets));
        }

        intercept = Guard.Finite(intercept / total, nameof(targets));
        Standardisation standardisation = Standardisation.Fit(features, rows, columns, weights);
        double[] matrix = new double[columns * columns];
        double[] vector = new double[columns];
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            for (int j = 0; j < columns; j++)
            {
                row[j] = standardisation.Apply(j, features[(i * columns) + j]);
                double weighted = weight * row[j];
                vector[j] += weighted * (targets[i] - intercept);
                for (int k = 0; k <= j; k++)
                {
                    matrix[(j * columns) + k] += weighted * row[k];
                }
            }
        }

        for (int j = 0; j < columns; j++)
        {
            matrix[(j * columns) + j] += l2;
        }

        if (!Cholesky.TrySolve(matrix, vector) || !Array.TrueForAll(vector, double.IsFinite))
        {
            throw new ArgumentOutOfRangeException(nameof(l2), l2, string.Create(CultureInfo.InvariantCulture, $"l2 must be large enough for columns that nearly repeat each other, but {l2:R} leaves the system singular."));
        }

        return new RidgeModel(standardisation, vector, intercept);
    }
}
