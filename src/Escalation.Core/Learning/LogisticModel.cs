using System.Collections.ObjectModel;

namespace Escalation.Learning;

/// <summary>A logistic model on raw features; standardisation is inside.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class LogisticModel
{
    private readonly RidgeModel _linear;

    internal LogisticModel(Standardisation standardisation, double[] coefficients, double intercept) =>
        _linear = new RidgeModel(standardisation, coefficients, intercept);

    /// <summary>The map applied to features before the coefficients.</summary>
    public Standardisation Standardisation => _linear.Standardisation;

    /// <summary>The change in log-odds for one standard deviation of each feature.</summary>
    public ReadOnlyCollection<double> Coefficients => _linear.Coefficients;

    /// <summary>The log-odds of a row that is average in every feature.</summary>
    public double Intercept => _linear.Intercept;

    /// <summary>The log-odds <c>b + sum of w_j (x_j - mean_j) / scale_j</c>. Linear in the columns; allocates nothing.</summary>
    /// <param name="features">One row of raw features.</param>
    /// <returns>The log-odds; NaN when a feature is NaN or infinite, so that whatever compares it escalates.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double LogOdds(ReadOnlySpan<double> features) => _linear.Predict(features);

    /// <summary>The probability of class one, <c>1 / (1 + exp(-log-odds))</c>. Linear in the columns; allocates nothing.</summary>
    /// <param name="features">One row of raw features.</param>
    /// <returns>In [0, 1]; NaN when a feature is NaN or infinite.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double Probability(ReadOnlySpan<double> features) => Logistic.Probability(LogOdds(features));
}
