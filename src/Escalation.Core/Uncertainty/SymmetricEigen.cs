namespace Escalation.Uncertainty;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's cyclic rotations.</summary>
/// <remarks>Pure. Each sweep takes <c>6 m^3</c> steps and about eight sweeps suffice; every off-diagonal element falls to rounding, so clusters of equal eigenvalues are safe.</remarks>
internal static class SymmetricEigen
{
    private const int MaximumSweeps = 60;

    // Far below the spacing of doubles at the largest element, so that a rotation by it would change nothing.
    private const double Negligible = 1e-17;

    /// <summary>Diagonalises in place.</summary>
    /// <param name="matrix">m times m, symmetric and finite; its diagonal holds the eigenvalues on return.</param>
    /// <param name="vectors">m times m; column j receives the unit eigenvector of the j-th eigenvalue.</param>
    /// <param name="size">m.</param>
    internal static void Solve(Span<double> matrix, Span<double> vectors, int size)
    {
        vectors[..(size * size)].Clear();
        double scale = 0.0;
        for (int i = 0; i < size; i++)
        {
            vectors[(i * size) + i] = 1.0;
            for (int j = 0; j < size; j++)
            {
                scale = Math.Max(scale, Math.Abs(matrix[(i * size) + j]));
            }
        }

        for (int sweep = 0; sweep < MaximumSweeps && Rotate(matrix, vectors, size, scale * Negligible); sweep++)
        {
        }
    }

    private static bool Rotate(Span<double> matrix, Span<double> vectors, int size, double negligible)
    {
        bool rotated = false;
        for (int p = 0; p < size - 1; p++)
        {
            for (int q = p + 1; q < size; q++)
            {
                double off = matrix[(p * size) + q];
                if (!(Math.Abs(off) > negligible))
                {
                    continue;
                }

                rotated = true;
                double theta = (matrix[(q * size) + q] - matrix[(p * size) + p]) / (2.0 * off);
                double tangent = (theta >= 0.0 ? 1.0 : -1.0) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1.0));
                double cosine = 1.0 / Math.Sqrt((tangent * tangent) + 1.0);
                Apply(matrix, vectors, size, p, q, cosine, tangent * cosine);
            }
        }

        return rotated;
    }

    private static void Apply(Span<double> matrix, Span<double> vectors, int size, int p, int q, double cosine, double sine)
    {
        for (int k = 0; k < size; k++)
        {
            Turn(ref matrix[(k * size) + p], ref matrix[(k * size) + q], cosine, sine);
        }

        for (int k = 0; k < size; k++)
        {
            Turn(ref matrix[(p * size) + k], ref matrix[(q * size) + k], cosine, sine);
            Turn(ref vectors[(k * size) + p], ref vectors[(k * size) + q], cosine, sine);
        }

        matrix[(p * size) + q] = 0.0;
        matrix[(q * size) + p] = 0.0;
    }

    private static void Turn(ref double first, ref double second, double cosine, double sine)
    {
        (first, second) = ((cosine * first) - (sine * second), (sine * first) + (cosine * second));
    }
}
