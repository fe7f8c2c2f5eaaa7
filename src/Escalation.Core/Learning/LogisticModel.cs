using System.Collections.ObjectModel;
using System.Globalization;

namespace Escalation.Learning;

/// <summary>A logistic model on raw features; standardisation is inside.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class LogisticModel
{
    private readonly double[] _coefficients;

    internal LogisticModel(Standardisation standardisation, double[] coefficients, double intercept)
    {
        Standardisation = standardisation;
        _coefficients = coefficients;
        Intercept = intercept;
    }

    /// <summary>The map applied to features before the coefficients.</summary>
    public Standardisation Standardisation { get; }

    /// <summary>The change in log-odds for one standard deviation of each feature.</summary>
    public ReadOnlyCollection<double> Coefficients => Array.AsReadOnly(_coefficients);

    /// <summary>The log-odds of a row that is average in every feature.</summary>
    public double Intercept { get; }

    /// <summary>The log-odds <c>b + sum of w_j (x_j - mean_j) / scale_j</c>. Linear in the columns; allocates nothing.</summary>
    /// <param name="features">One row of raw features.</param>
    /// <returns>The log-odds; NaN when a feature is NaN or infinite, so that whatever compares it escalates.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double LogOdds(ReadOnlySpan<double> features)
    {
        if (features.Length != _coefficients.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold {_coefficients.Length} numbers, but holds {features.Length}."), nameof(features));
        }

        double z = Intercept;
        for (int j = 0; j < _coefficients.Length; j++)
        {
            z += _coefficients[j] * Standardisation.Apply(j, features[j]);
        }

        return double.IsFinite(z) ? z : double.NaN;
    }

    /// <summary>The probability of class one, <c>1 / (1 + exp(-log-odds))</c>. Linear in the columns; allocates nothing.</summary>
    /// <param name="features">One row of raw features.</param>
    /// <returns>In [0, 1]; NaN when a feature is NaN or infinite.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double Probability(ReadOnlySpan<double> features) => Logistic.Probability(LogOdds(features));
}
