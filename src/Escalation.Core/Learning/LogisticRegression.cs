namespace Escalation.Learning;

/// <summary>L2-penalised logistic regression by Newton's method: deterministic, with a report of its convergence.</summary>
/// <remarks>
/// Minimises <c>sum_i weight_i * logloss_i + lambda / 2 * |w|^2</c> over w and the free intercept b, on features that are standardised inside. The penalty
/// makes the optimum unique and finite, for separable data too. Each step costs O(rows * columns^2 + columns^3); memory is one copy of the features.
/// </remarks>
public static class LogisticRegression
{
    /// <summary>Fits the probability that a label is true.</summary>
    /// <param name="features">Row-major, <paramref name="rows"/> times <paramref name="columns"/> finite numbers.</param>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <param name="columns">How many features a row, at least 1.</param>
    /// <param name="labels">One a row, of both classes.</param>
    /// <param name="options">Penalty and stopping; the defaults when null.</param>
    /// <returns>The model and how the fit ended.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree or all labels are equal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a size, a feature or an option is out of range.</exception>
    public static LogisticFit Fit(ReadOnlySpan<double> features, int rows, int columns, ReadOnlySpan<bool> labels, LogisticRegressionOptions? options = null)
    {
        LearningChecks.Length(labels.Length, Guard.AtLeast(rows, 1), nameof(labels));
        var targets = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            targets[i] = labels[i] ? 1.0 : 0.0;
        }

        return Fit(features, rows, columns, targets, [], options);
    }

    /// <summary>Fits soft targets with weights; a row of weight m counts as m equal rows.</summary>
    /// <param name="features">Row-major, <paramref name="rows"/> times <paramref name="columns"/> finite numbers.</param>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <param name="columns">How many features a row, at least 1.</param>
    /// <param name="targets">One probability of class one a row, in [0, 1]; not all 0 and not all 1.</param>
    /// <param name="weights">One weight a row, at least 0 with a sum above 0; empty counts every row once.</param>
    /// <param name="options">Penalty and stopping; the defaults when null.</param>
    /// <returns>The model and how the fit ended.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree or all targets are 0 or all are 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a size, a feature, a target, a weight or an option is out of range.</exception>
    public static LogisticFit Fit(ReadOnlySpan<double> features, int rows, int columns, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, LogisticRegressionOptions? options = null)
    {
        options ??= new LogisticRegressionOptions();
        Guard.Positive(options.L2);
        Guard.AtLeast(options.MaximumIterations, 1);
        Guard.Positive(options.GradientTolerance);
        LearningChecks.Matrix(features, rows, columns);
        if (!weights.IsEmpty)
        {
            LearningChecks.Weights(weights, rows);
        }

        LearningChecks.Targets(targets, rows, weights);
        Standardisation standardisation = Standardisation.Fit(features, rows, columns, weights);
        var standardised = new double[features.Length];
        for (int i = 0; i < features.Length; i++)
        {
            standardised[i] = standardisation.Apply(i % columns, features[i]);
        }

        var solver = new NewtonSolver(standardised, columns, targets.ToArray(), weights.ToArray(), options.L2);
        return solver.Solve(standardisation, options.MaximumIterations, options.GradientTolerance);
    }
}
