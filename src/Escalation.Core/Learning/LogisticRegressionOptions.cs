namespace Escalation.Learning;

/// <summary>How a logistic regression is fitted.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>The penalty lambda in <c>sum of log losses + lambda / 2 * |w|^2</c>, on standardised features; finite and above 0, 1 unless given. The intercept is free. It is the inverse of the C of other libraries.</summary>
    public double L2 { get; init; } = 1.0;

    /// <summary>The most Newton steps, at least 1.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>Fitted when no component of the gradient exceeds this times the total weight; above 0.</summary>
    public double GradientTolerance { get; init; } = 1e-10;
}
