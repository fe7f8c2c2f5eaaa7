namespace Escalation.Learning.Wide;

/// <summary>How a wide regression is fitted.</summary>
public sealed record WideFitOptions
{
    /// <summary>The penalty lambda in <c>sum of losses + lambda / 2 * |w|^2</c>; finite and above 0, 1 unless given. The intercept is free. It is the inverse of scikit-learn's C for the logistic and its alpha for the ridge regression.</summary>
    public double Penalty { get; init; } = 1.0;

    /// <summary>Whether w stands for standardised features (the training rows' own means and deviations), as it does unless told otherwise, or for raw ones.</summary>
    public bool Standardise { get; init; } = true;

    /// <summary>The optimality gap that ends a fit, as a share of the objective without any feature; in (0, 1), 1e-10 unless given.</summary>
    public double GapTolerance { get; init; } = 1e-10;

    /// <summary>The most Newton steps, at least 1.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>In which space to work.</summary>
    public WideMethod Method { get; init; }

    /// <summary>Told after each Newton step; null when nobody listens.</summary>
    public IProgress<WideProgress>? Progress { get; init; }

    internal void Check()
    {
        Guard.Positive(Penalty);
        Guard.OpenProbability(GapTolerance);
        Guard.AtLeast(MaximumIterations, 1);
        if (!Enum.IsDefined(Method))
        {
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Not a method.");
        }
    }
}
