namespace Escalation.Learning.Wide;

/// <summary>The inverse of <c>c P + lambda I</c> in floats, P inner products of columns or of rows: the Hessian as if every row were curved alike.</summary>
internal sealed class Preconditioner
{
    // A matrix that another curvature would scale by no more than this is kept.
    private const double Slack = 4.0;

    // Floats cannot factor a matrix whose smallest eigenvalue is a smaller share of its diagonal than about this.
    private const double LeastShare = 1e-6;
    private const int Attempts = 4;

    private readonly SymmetricFactor _factor;
    private readonly double _curvature;
    private readonly double _penalty;

    private Preconditioner(SymmetricFactor factor, double curvature, double penalty)
    {
        _factor = factor;
        _curvature = curvature;
        _penalty = penalty;
    }

    /// <summary>Factors it.</summary>
    /// <param name="products">P, of which the lower triangle is read.</param>
    /// <param name="stride">The distance from row to row of P.</param>
    /// <param name="index">Which rows and columns of P are meant; null for the first <paramref name="count"/>.</param>
    /// <param name="factors">What rows and columns are multiplied with; null for 1.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="curvature">c.</param>
    /// <param name="penalty">lambda.</param>
    /// <param name="cancellationToken">Cancels between blocks.</param>
    /// <returns>Null when it cannot be factored.</returns>
    internal static Preconditioner? TryCreate(float[] products, int stride, int[]? index, double[]? factors, int count, double curvature, double penalty, CancellationToken cancellationToken)
    {
        int size = SymmetricProduct.Padded(count);
        float[] matrix = WideContext.Square(size);
        double trace = 0.0;
        for (int i = 0; i < count; i++)
        {
            int at = index is null ? i : index[i];
            trace += products[(at * stride) + at] * (factors is null ? 1.0 : factors[i] * factors[i]);
        }

        // Everything in units of the mean diagonal, so that no scale overflows a float.
        double unit = (curvature * trace / count) + penalty;
        if (!(unit > 0.0 && double.IsFinite(unit)))
        {
            return null;
        }

        double ridge = Math.Max(penalty / unit, LeastShare);
        for (int attempt = 0; attempt < Attempts; attempt++, ridge *= 10.0)
        {
            Fill(matrix, size, products, stride, index, factors, count, curvature / unit, ridge);
            if (SymmetricFactor.TryCreate(matrix, size, cancellationToken) is { } factor)
            {
                return new Preconditioner(factor, curvature, penalty);
            }
        }

        return null;
    }

    internal bool Serves(double curvature, double penalty) => penalty == _penalty && curvature <= Slack * _curvature && curvature >= _curvature / Slack;

    internal void Apply(Span<double> vector) => _factor.Solve(vector);

    private static void Fill(float[] matrix, int size, float[] products, int stride, int[]? index, double[]? factors, int count, double scale, double ridge)
    {
        Array.Clear(matrix);
        for (int i = 0; i < count; i++)
        {
            int from = (index is null ? i : index[i]) * stride;
            double rowScale = factors is null ? scale : scale * factors[i];
            Span<float> target = matrix.AsSpan(i * size, i + 1);
            for (int j = 0; j < target.Length; j++)
            {
                target[j] = (float)(products[from + (index is null ? j : index[j])] * (factors is null ? rowScale : rowScale * factors[j]));
            }

            target[i] += (float)ridge;
        }

        for (int i = count; i < size; i++)
        {
            matrix[(i * size) + i] = 1f;
        }
    }
}
