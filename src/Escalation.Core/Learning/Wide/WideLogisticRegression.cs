namespace Escalation.Learning.Wide;

/// <summary>L2-penalised logistic regression for thousands of columns, such as the activations of a language model: deterministic, with a proven optimality gap.</summary>
/// <remarks>
/// Minimises <c>sum_i weight_i * logloss_i + lambda / 2 * |w|^2</c> over w and the free intercept, on features standardised by the training rows. Newton's method; steps by conjugate
/// gradients, with the Cholesky factor of one averaged Hessian as preconditioner once that pays; with fewer rows than columns in one number a row. Steps are computed in
/// floats; objective, gradient and gap in doubles. There is no early stopping: a fit ends when its gap is small enough. All sums have a fixed order and fused
/// multiply-adds, so the bits depend neither on the instruction set nor on the run; they do depend on the platform's <c>exp</c> and <c>log</c>. One thread.
/// Memory besides the matrix: when there are fewer rows than columns at most two squares of the rows in floats, else, only for badly conditioned problems, two squares of the columns.
/// </remarks>
public static class WideLogisticRegression
{
    /// <summary>Fits the probability that a label is true.</summary>
    /// <param name="features">The features.</param>
    /// <param name="labels">One a row, of both classes.</param>
    /// <param name="options">Penalty and stopping; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels between passes.</param>
    /// <returns>The model on raw features, and how the fit ended.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree or all labels are equal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static WideFit Fit(WideMatrix features, ReadOnlySpan<bool> labels, WideFitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var targets = new double[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            targets[i] = labels[i] ? 1.0 : 0.0;
        }

        return WideRegression.Fit(features, WideObjective.Logistic, targets, [], options, cancellationToken);
    }

    /// <summary>Fits soft targets with weights; a row of weight m counts as m equal rows.</summary>
    /// <param name="features">The features.</param>
    /// <param name="targets">One probability of class one a row, in [0, 1]; not all 0 and not all 1.</param>
    /// <param name="weights">One weight a row, at least 0 with a sum above 0; empty counts every row once.</param>
    /// <param name="options">Penalty and stopping; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels between passes.</param>
    /// <returns>The model on raw features, and how the fit ended.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree or all targets are 0 or all are 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a target, a weight or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static WideFit Fit(WideMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, WideFitOptions? options = null, CancellationToken cancellationToken = default) =>
        WideRegression.Fit(features, WideObjective.Logistic, targets, weights, options, cancellationToken);
}
