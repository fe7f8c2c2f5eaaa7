using System.Collections.ObjectModel;
using System.Globalization;

namespace Escalation.Learning;

/// <summary>A linear model on raw features; standardisation is inside.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class RidgeModel
{
    private readonly double[] _coefficients;

    internal RidgeModel(Standardisation standardisation, double[] coefficients, double intercept)
    {
        Standardisation = standardisation;
        _coefficients = coefficients;
        Intercept = intercept;
    }

    /// <summary>The map applied to features before the coefficients.</summary>
    public Standardisation Standardisation { get; }

    /// <summary>The change in the prediction for one standard deviation of each feature.</summary>
    public ReadOnlyCollection<double> Coefficients => Array.AsReadOnly(_coefficients);

    /// <summary>The prediction for a row that is average in every feature: the weighted mean of the targets.</summary>
    public double Intercept { get; }

    /// <summary>The prediction <c>b + sum of w_j (x_j - mean_j) / scale_j</c>. Linear in the columns; allocates nothing.</summary>
    /// <param name="features">One row of raw features.</param>
    /// <returns>The prediction; NaN when a feature is NaN or infinite.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double Predict(ReadOnlySpan<double> features)
    {
        if (features.Length != _coefficients.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold {_coefficients.Length} numbers, but holds {features.Length}."), nameof(features));
        }

        double sum = Intercept;
        for (int j = 0; j < _coefficients.Length; j++)
        {
            sum += _coefficients[j] * Standardisation.Apply(j, features[j]);
        }

        return double.IsFinite(sum) ? sum : double.NaN;
    }
}
