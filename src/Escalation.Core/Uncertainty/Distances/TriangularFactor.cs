namespace Escalation.Uncertainty.Distances;

/// <summary>The Cholesky factor L of a covariance <c>S = L L'</c>, which whitens: <c>(x - m)' S^-1 (x - m) = |L^-1 x - L^-1 m|^2</c>.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class TriangularFactor
{
    private readonly double[] _factor;
    private readonly int _size;

    private TriangularFactor(double[] factor, int size)
    {
        _factor = factor;
        _size = size;
    }

    /// <summary>Factorises. Cubic in the size.</summary>
    /// <param name="matrix">S, row-major; its lower triangle is overwritten.</param>
    /// <param name="size">Its number of rows.</param>
    /// <returns>Null when S is not positive definite to working precision.</returns>
    internal static TriangularFactor? Of(double[] matrix, int size)
    {
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[(i * size) + j];
                for (int k = 0; k < j; k++)
                {
                    rest -= matrix[(i * size) + k] * matrix[(j * size) + k];
                }

                if (i != j)
                {
                    matrix[(i * size) + j] = rest / matrix[(j * size) + j];
                }
                else if (rest > matrix[(i * size) + i] * 1e-13)
                {
                    matrix[(i * size) + i] = Math.Sqrt(rest);
                }
                else
                {
                    return null;
                }
            }
        }

        return new TriangularFactor(matrix, size);
    }

    /// <summary>Replaces x by <c>L^-1 x</c>. Quadratic in the size; allocates nothing.</summary>
    internal void Whiten(Span<double> vector)
    {
        for (int i = 0; i < _size; i++)
        {
            double rest = vector[i];
            ReadOnlySpan<double> row = _factor.AsSpan(i * _size, i);
            for (int k = 0; k < row.Length; k++)
            {
                rest -= row[k] * vector[k];
            }

            vector[i] = rest / _factor[(i * _size) + i];
        }
    }
}
