using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Uncertainty.Distances;

/// <summary>How far a vector lies from the k-th nearest of known ones, by the angle. Farther means out of scope.</summary>
/// <remarks>
/// <c>1 - cos(x, x_(k))</c> with x_(k) the k-th nearest vector: Sun et al., ICML 2022, there as the Euclidean distance of unit vectors, which is <c>sqrt</c> of twice this. It
/// assumes no shape of the classes. A threshold is calibrated on vectors that are not among the known ones: each of those is its own nearest neighbour. Sums have a fixed order.
/// Immutable, safe for concurrent use; scoring takes the known vectors times their length and allocates nothing.
/// </remarks>
public sealed class NearestNeighbours
{
    /// <summary>The largest k.</summary>
    public const int MaximumNeighbours = 256;

    private readonly float[] _units;

    /// <summary>Keeps unit copies of known vectors.</summary>
    /// <param name="vectors">Row-major, finite, none of them zero.</param>
    /// <param name="length">The length of a vector, at least 1.</param>
    /// <param name="neighbours">k, from 1 to <see cref="MaximumNeighbours"/> and no more than there are vectors.</param>
    /// <exception cref="ArgumentException">Thrown when there is no vector, the sizes disagree, a number is not finite, or a vector is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the length or k is out of range.</exception>
    public NearestNeighbours(ReadOnlySpan<float> vectors, int length, int neighbours = 1)
    {
        int rows = FloatVectors.RequireRows(vectors, length);
        int most = Math.Min(rows, MaximumNeighbours);
        if (Guard.AtLeast(neighbours, 1) > most)
        {
            throw new ArgumentOutOfRangeException(nameof(neighbours), neighbours, string.Create(CultureInfo.InvariantCulture, $"neighbours must be at most {most} for {rows} vectors, but was {neighbours}."));
        }

        Length = length;
        Neighbours = neighbours;
        _units = vectors.ToArray();
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = _units.AsSpan(i * length, length);
            double norm = Math.Sqrt(FloatVectors.Dot(row, row));
            if (norm == 0.0)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"vectors must have a direction, but row {i} is zero."), nameof(vectors));
            }

            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (float)(row[j] / norm);
            }
        }

        Identity = string.Create(CultureInfo.InvariantCulture, $"{neighbours};{FloatVectors.Identity(MemoryMarshal.AsBytes(_units.AsSpan()))}");
    }

    /// <summary>The length of a vector.</summary>
    public int Length { get; }

    /// <summary>k.</summary>
    public int Neighbours { get; }

    /// <summary>Which vectors these are, for the fingerprint of a policy.</summary>
    internal string Identity { get; }

    /// <summary>The cosine distance to the k-th nearest known vector, in [0, 2].</summary>
    /// <param name="vector">A vector of <see cref="Length"/>.</param>
    /// <returns>The distance; NaN when a number is not finite or the vector is zero.</returns>
    /// <exception cref="ArgumentException">Thrown when the length differs.</exception>
    public double Distance(ReadOnlySpan<float> vector)
    {
        FloatVectors.RequireLength(vector, Length);
        double norm = FloatVectors.AreFinite(vector) ? Math.Sqrt(FloatVectors.Dot(vector, vector)) : double.NaN;
        if (!(norm > 0.0))
        {
            return double.NaN;
        }

        // The k largest dot products so far, in descending order.
        Span<double> nearest = stackalloc double[Neighbours];
        nearest.Fill(double.NegativeInfinity);
        for (int at = 0; at < _units.Length; at += Length)
        {
            double dot = FloatVectors.Dot(_units.AsSpan(at, Length), vector);
            if (!(dot > nearest[^1]))
            {
                continue;
            }

            int place = nearest.Length - 1;
            for (; place > 0 && nearest[place - 1] < dot; place--)
            {
                nearest[place] = nearest[place - 1];
            }

            nearest[place] = dot;
        }

        return Math.Clamp(1.0 - (nearest[^1] / norm), 0.0, 2.0);
    }
}
