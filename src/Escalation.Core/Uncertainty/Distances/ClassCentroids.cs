using System.Buffers;
using System.Runtime.InteropServices;

namespace Escalation.Uncertainty.Distances;

/// <summary>The centres of known classes in a vector space, and how far a vector lies from the nearest of them. Farther means out of scope.</summary>
/// <remarks>
/// <para>
/// Mahalanobis: <c>min_c sqrt((x - m_c)' S^-1 (x - m_c))</c> with the covariance that all classes share (Lee et al., NeurIPS 2018), shrunk towards a multiple of the identity,
/// <c>S = (1 - a) W + a (tr W / d) I</c>, so that more dimensions than vectors do no harm. Cosine: <c>min_c 1 - cos(x, m_c)</c>.
/// </para>
/// <para>
/// Fitting and scoring share no data: a threshold is calibrated on vectors that trained neither the embedding nor these centres. A vector that is not finite gives NaN, which
/// escalates. Sums have a fixed order. Immutable, safe for concurrent use.
/// </para>
/// </remarks>
public sealed class ClassCentroids
{
    private readonly double[] _means;
    private readonly double[] _norms;
    private readonly double[]? _whitened;
    private readonly TriangularFactor? _factor;

    private ClassCentroids(double[] means, int length, TriangularFactor? factor)
    {
        Length = length;
        _means = means;
        _factor = factor;
        Classes = means.Length / length;
        _norms = new double[Classes];
        for (int c = 0; c < Classes; c++)
        {
            double square = 0.0;
            foreach (double value in means.AsSpan(c * length, length))
            {
                square += value * value;
            }

            _norms[c] = Math.Sqrt(square);
        }

        if (factor is not null)
        {
            _whitened = (double[])means.Clone();
            for (int c = 0; c < Classes; c++)
            {
                factor.Whiten(_whitened.AsSpan(c * length, length));
            }
        }

        // What is whitened holds the covariance too.
        Identity = FloatVectors.Identity(MemoryMarshal.AsBytes((_whitened ?? means).AsSpan()));
    }

    /// <summary>The length of a vector.</summary>
    public int Length { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>Whether the vectors vary within their classes, without which there is no Mahalanobis distance.</summary>
    public bool HasCovariance => _factor is not null;

    /// <summary>Which centres these are, for the fingerprint of a policy.</summary>
    internal string Identity { get; }

    /// <summary>Fits the centres and the shared covariance. Takes vectors times the square of the length, and the cube of the length.</summary>
    /// <param name="vectors">Row-major, finite.</param>
    /// <param name="length">The length of a vector, at least 1.</param>
    /// <param name="classes">For each vector its class, numbered from 0 without gaps.</param>
    /// <param name="shrinkage">a, in [0, 1].</param>
    /// <exception cref="ArgumentException">Thrown when there is no vector, the sizes disagree, a number is not finite, or a class has no vector.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the length or the shrinkage is out of range.</exception>
    public static ClassCentroids Fit(ReadOnlySpan<float> vectors, int length, ReadOnlySpan<int> classes, double shrinkage = 0.1)
    {
        int rows = FloatVectors.RequireRows(vectors, length);
        Guard.Probability(shrinkage);
        int[] counts = CountOf(classes, rows);
        double[] means = new double[counts.Length * length];
        for (int i = 0; i < rows; i++)
        {
            Span<double> mean = means.AsSpan(classes[i] * length, length);
            for (int j = 0; j < length; j++)
            {
                mean[j] += (double)vectors[(i * length) + j] / counts[classes[i]];
            }
        }

        double[] covariance = Within(vectors, length, classes, means);
        double trace = 0.0;
        for (int j = 0; j < length; j++)
        {
            trace += covariance[(j * length) + j];
        }

        for (int i = 0; i < covariance.Length; i++)
        {
            covariance[i] = (covariance[i] * (1.0 - shrinkage)) + (i % (length + 1) == 0 ? shrinkage * trace / length : 0.0);
        }

        return new ClassCentroids(means, length, trace > 0.0 && double.IsFinite(trace) ? TriangularFactor.Of(covariance, length) : null);
    }

    /// <summary>The Mahalanobis distance to the nearest centre, at least 0. Quadratic in the length; uses scratch memory of the shared pool.</summary>
    /// <param name="vector">A vector of <see cref="Length"/>.</param>
    /// <returns>The distance; NaN when a number is not finite or there is no covariance.</returns>
    /// <exception cref="ArgumentException">Thrown when the length differs.</exception>
    public double Mahalanobis(ReadOnlySpan<float> vector)
    {
        FloatVectors.RequireLength(vector, Length);
        if (_factor is null || !FloatVectors.AreFinite(vector))
        {
            return double.NaN;
        }

        double[] rented = ArrayPool<double>.Shared.Rent(Length);
        Span<double> white = rented.AsSpan(0, Length);
        for (int j = 0; j < white.Length; j++)
        {
            white[j] = vector[j];
        }

        _factor.Whiten(white);
        double nearest = double.PositiveInfinity;
        for (int c = 0; c < Classes; c++)
        {
            ReadOnlySpan<double> centre = _whitened.AsSpan(c * Length, Length);
            double square = 0.0;
            for (int j = 0; j < centre.Length; j++)
            {
                double distance = white[j] - centre[j];
                square += distance * distance;
            }

            nearest = Math.Min(nearest, square);
        }

        ArrayPool<double>.Shared.Return(rented);
        return double.IsFinite(nearest) ? Math.Sqrt(nearest) : double.NaN;
    }

    /// <summary>The cosine distance to the nearest centre, in [0, 2]. Linear in classes times length; allocates nothing.</summary>
    /// <param name="vector">A vector of <see cref="Length"/>.</param>
    /// <returns>The distance; NaN when a number is not finite, the vector is zero, or every centre is.</returns>
    /// <exception cref="ArgumentException">Thrown when the length differs.</exception>
    public double Cosine(ReadOnlySpan<float> vector)
    {
        FloatVectors.RequireLength(vector, Length);
        double norm = FloatVectors.AreFinite(vector) ? Math.Sqrt(FloatVectors.Dot(vector, vector)) : double.NaN;
        double largest = double.NegativeInfinity;
        for (int c = 0; c < Classes && norm > 0.0; c++)
        {
            double dot = 0.0;
            ReadOnlySpan<double> centre = _means.AsSpan(c * Length, Length);
            for (int j = 0; j < centre.Length; j++)
            {
                dot += centre[j] * vector[j];
            }

            largest = _norms[c] > 0.0 ? Math.Max(largest, dot / (norm * _norms[c])) : largest;
        }

        return double.IsFinite(largest) ? Math.Clamp(1.0 - largest, 0.0, 2.0) : double.NaN;
    }

    private static int[] CountOf(ReadOnlySpan<int> classes, int rows)
    {
        if (classes.Length != rows)
        {
            throw new ArgumentException(FormattableString.Invariant($"classes must hold {rows} elements, but holds {classes.Length}."), nameof(classes));
        }

        int[] counts = new int[rows];
        int highest = -1;
        foreach (int number in classes)
        {
            if ((uint)number >= (uint)rows)
            {
                throw new ArgumentException(FormattableString.Invariant($"classes must be numbered from 0 without gaps, but one of {rows} vectors is of class {number}."), nameof(classes));
            }

            counts[number]++;
            highest = Math.Max(highest, number);
        }

        int empty = Array.IndexOf(counts, 0, 0, highest + 1);
        return empty < 0 ? counts[..(highest + 1)] : throw new ArgumentException(FormattableString.Invariant($"classes must be numbered from 0 without gaps, but class {empty} has no vector."), nameof(classes));
    }

    /// <summary>The covariance within classes, divided by the number of vectors; both triangles.</summary>
    private static double[] Within(ReadOnlySpan<float> vectors, int length, ReadOnlySpan<int> classes, double[] means)
    {
        double[] covariance = new double[length * length];
        double[] centred = new double[length];
        for (int i = 0; i < classes.Length; i++)
        {
            for (int j = 0; j < length; j++)
            {
                centred[j] = vectors[(i * length) + j] - means[(classes[i] * length) + j];
            }

            for (int j = 0; j < length; j++)
            {
                Span<double> row = covariance.AsSpan(j * length, j + 1);
                double factor = centred[j] / classes.Length;
                for (int k = 0; k < row.Length; k++)
                {
                    row[k] += factor * centred[k];
                }
            }
        }

        for (int j = 0; j < length; j++)
        {
            for (int k = j + 1; k < length; k++)
            {
                covariance[(j * length) + k] = covariance[(k * length) + j];
            }
        }

        return covariance;
    }
}
