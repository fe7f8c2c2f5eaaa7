namespace Escalation.Learning.Wide;

/// <summary>Ridge regression for thousands of columns: deterministic, with a proven optimality gap.</summary>
/// <remarks>
/// Minimises <c>1/2 sum_i weight_i * (z_i - y_i)^2 + lambda / 2 * |w|^2</c> over w and the free intercept, on features standardised by the training rows. The same solver, with
/// the same promises and the same use of memory, as <see cref="WideLogisticRegression"/>.
/// </remarks>
public static class WideRidgeRegression
{
    /// <summary>Fits targets; a row of weight m counts as m equal rows.</summary>
    /// <param name="features">The features.</param>
    /// <param name="targets">One finite number a row.</param>
    /// <param name="weights">One weight a row, at least 0 with a sum above 0; empty counts every row once.</param>
    /// <param name="options">Penalty and stopping; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels between passes.</param>
    /// <returns>The model on raw features, and how the fit ended.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a target, a weight or an option is out of range, or the targets' squares overflow.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static WideFit Fit(WideMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights = default, WideFitOptions? options = null, CancellationToken cancellationToken = default) =>
        WideRegression.Fit(features, WideObjective.SquaredError, targets, weights, options, cancellationToken);
}
