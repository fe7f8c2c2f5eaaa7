using System.Collections.ObjectModel;

namespace Escalation.Learning;

/// <summary>The shift and scale that give each column of a training set mean 0 and standard deviation 1.</summary>
/// <remarks>
/// Fit it on the training rows only; applied to others it is a fixed map. The deviation divides by the total weight. A column without spread gets scale 1
/// and so becomes zero everywhere. Immutable and safe for concurrent use.
/// </remarks>
public sealed class Standardisation
{
    // A spread this far below the column's magnitude is rounding.
    private const double RelativeFloor = 1e-13;

    private readonly double[] _means;
    private readonly double[] _scales;

    private Standardisation(double[] means, double[] scales)
    {
        _means = means;
        _scales = scales;
    }

    /// <summary>The mean of each column.</summary>
    public ReadOnlyCollection<double> Means => Array.AsReadOnly(_means);

    /// <summary>The divisor of each column; above 0.</summary>
    public ReadOnlyCollection<double> Scales => Array.AsReadOnly(_scales);

    /// <summary>How many columns.</summary>
    public int Columns => _means.Length;

    /// <summary>Fits means and scales.</summary>
    /// <param name="features">Row-major, <paramref name="rows"/> times <paramref name="columns"/> finite numbers.</param>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <param name="columns">How many columns, at least 1.</param>
    /// <returns>The fitted map. Time is linear in the input.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="rows"/> or <paramref name="columns"/> is below 1, or a feature is not finite or so large that its column's variance overflows.</exception>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    public static Standardisation Fit(ReadOnlySpan<double> features, int rows, int columns) => Fit(features, rows, columns, []);

    /// <summary>The standardised value of one feature: <c>(value - mean) / scale</c>.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="value">The raw value.</param>
    public double Apply(int column, double value) => (value - _means[column]) / _scales[column];

    /// <summary>Weights of 0 or more; empty counts every row once.</summary>
    internal static Standardisation Fit(ReadOnlySpan<double> features, int rows, int columns, ReadOnlySpan<double> weights)
    {
        LearningChecks.Matrix(features, rows, columns);
        double total = weights.IsEmpty ? rows : Sum(weights);
        var means = new double[columns];
        var scales = new double[columns];
        // Distances from the first row keep a constant column exact, where a plain mean would leave rounding behind.
        for (int i = 1; i < rows; i++)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            for (int j = 0; j < columns; j++)
            {
                means[j] += weight * (features[(i * columns) + j] - features[j]);
            }
        }

        for (int j = 0; j < columns; j++)
        {
            means[j] = features[j] + (means[j] / total);
        }

        for (int i = 0; i < rows; i++)
        {
            double share = (weights.IsEmpty ? 1.0 : weights[i]) / total;
            for (int j = 0; j < columns; j++)
            {
                double distance = features[(i * columns) + j] - means[j];
                scales[j] += share * distance * distance;
            }
        }

        for (int j = 0; j < columns; j++)
        {
            double deviation = Math.Sqrt(scales[j]);
            if (!double.IsFinite(deviation))
            {
                throw new ArgumentOutOfRangeException(nameof(features), deviation, $"features in column {j} are too large: their variance overflows.");
            }

            scales[j] = deviation > RelativeFloor * Math.Abs(means[j]) ? deviation : 1.0;
        }

        return new Standardisation(means, scales);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0.0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
