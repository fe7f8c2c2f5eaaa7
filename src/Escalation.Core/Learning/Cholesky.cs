namespace Escalation.Learning;

/// <summary>Solves a symmetric positive definite system in place.</summary>
internal static class Cholesky
{
    /// <summary>Solves <c>A x = b</c>. Cubic in the size; allocates nothing.</summary>
    /// <param name="matrix">A, row-major, size times size; only the lower triangle is read, and it is overwritten by the factor L with <c>A = L L'</c>.</param>
    /// <param name="vector">b on entry, x on return.</param>
    /// <returns>False when A is not positive definite to working precision; both arguments are then undefined.</returns>
    internal static bool TrySolve(Span<double> matrix, Span<double> vector)
    {
        int size = vector.Length;
        for (int i = 0; i < size; i++)
        {
            Span<double> row = matrix.Slice(i * size, size);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> other = matrix.Slice(j * size, size);
                row[j] = (row[j] - Dot(row, other, j)) / other[j];
            }

            double diagonal = row[i];
            double rest = diagonal - Dot(row, row, i);
            if (!(rest > diagonal * 1e-15))
            {
                return false;
            }

            row[i] = Math.Sqrt(rest);
            vector[i] = (vector[i] - Dot(row, vector, i)) / row[i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            double value = vector[i];
            for (int j = i + 1; j < size; j++)
            {
                value -= matrix[(j * size) + i] * vector[j];
            }

            vector[i] = value / matrix[(i * size) + i];
        }

        return true;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int count)
    {
        double sum = 0.0;
        for (int i = 0; i < count; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
