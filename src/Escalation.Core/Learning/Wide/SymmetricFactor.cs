namespace Escalation.Learning.Wide;

/// <summary>The Cholesky factor of a matrix in floats, good enough to precondition with.</summary>
/// <remarks>Blocks of 48 columns: the block's own factor, the panel below it by that factor's inverse, then <see cref="SymmetricProduct"/> for the rest. Cubic; works in the matrix it is given.</remarks>
internal sealed class SymmetricFactor
{
    private const int Block = SymmetricProduct.Multiple;

    private readonly float[] _lower;
    private readonly int _size;
    private readonly float[] _vector;

    private SymmetricFactor(float[] lower, int size)
    {
        _lower = lower;
        _size = size;
        _vector = new float[size];
    }

    /// <summary>Factors the lower triangle of a matrix and keeps its memory.</summary>
    /// <param name="matrix">Row-major, <paramref name="size"/> times <paramref name="size"/>; overwritten.</param>
    /// <param name="size">A multiple of 48; what is padding has 1 on its diagonal and 0 elsewhere.</param>
    /// <param name="cancellationToken">Cancels between blocks.</param>
    /// <returns>Null when the matrix is not positive definite in floats.</returns>
    internal static SymmetricFactor? TryCreate(float[] matrix, int size, CancellationToken cancellationToken)
    {
        var inverse = new float[Block * Block];
        float[] ones = [.. Enumerable.Repeat(1f, Block)];
        for (int start = 0; start < size; start += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryFactorBlock(matrix, size, start, inverse))
            {
                return null;
            }

            int below = start + Block;
            SolvePanel(matrix, size, start, inverse);
            if (below < size)
            {
                int[] rows = [.. Enumerable.Range(below, size - below)];
                SymmetricProduct.Accumulate(new RowPanels(matrix, size, rows, start, ones), -1f, matrix, (below * size) + below, size, cancellationToken);
            }
        }

        // Products of whole tiles reach above the diagonal, and rows are read up to the next multiple of 16.
        for (int i = 0; i < size; i++)
        {
            matrix.AsSpan((i * size) + i + 1, size - i - 1).Clear();
        }

        return new SymmetricFactor(matrix, size);
    }

    /// <summary>Solves for one vector in place. Quadratic; not safe for concurrent use.</summary>
    internal void Solve(Span<double> vector)
    {
        double largest = 0.0;
        foreach (double value in vector)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0.0)
        {
            return;
        }

        Span<float> x = _vector;
        x.Clear();
        for (int i = 0; i < vector.Length; i++)
        {
            x[i] = (float)(vector[i] / largest);
        }

        for (int i = 0; i < _size; i++)
        {
            // The row is 0 behind its diagonal, where x still holds the right-hand side.
            int known = Aligned(i);
            float rest = x[i];
            x[i] = 0f;
            x[i] = (rest - WideLanes.Dot(_lower.AsSpan(i * _size, known), x[..known])) / _lower[(i * _size) + i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            float value = x[i] / _lower[(i * _size) + i];
            int known = Aligned(i);
            WideLanes.Add(_lower.AsSpan(i * _size, known), -value, x[..known]);
            x[i] = value;
        }

        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = x[i] * largest;
        }
    }

    private static int Aligned(int count) => (count + 15) / 16 * 16;

    /// <summary>Factors a block on the diagonal and inverts and transposes its factor, both in doubles.</summary>
    private static bool TryFactorBlock(float[] matrix, int size, int start, float[] inverse)
    {
        Span<double> lower = stackalloc double[Block * Block];
        for (int i = 0; i < Block; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[((start + i) * size) + start + j];
                for (int k = 0; k < j; k++)
                {
                    rest -= lower[(i * Block) + k] * lower[(j * Block) + k];
                }

                if (i == j && !(rest > 0.0 && double.IsFinite(rest)))
                {
                    return false;
                }

                lower[(i * Block) + j] = i == j ? Math.Sqrt(rest) : rest / lower[(j * Block) + j];
                matrix[((start + i) * size) + start + j] = (float)lower[(i * Block) + j];
            }
        }

        Array.Clear(inverse);
        Span<double> column = stackalloc double[Block];
        for (int j = 0; j < Block; j++)
        {
            for (int i = j; i < Block; i++)
            {
                double rest = i == j ? 1.0 : 0.0;
                for (int k = j; k < i; k++)
                {
                    rest -= lower[(i * Block) + k] * column[k];
                }

                column[i] = rest / lower[(i * Block) + i];
                inverse[(j * Block) + i] = (float)column[i];
            }
        }

        return true;
    }

    /// <summary>Each row below the block times the transposed inverse.</summary>
    private static void SolvePanel(float[] matrix, int size, int start, float[] inverse)
    {
        Span<float> solved = stackalloc float[Block];
        for (int i = start + Block; i < size; i++)
        {
            Span<float> row = matrix.AsSpan((i * size) + start, Block);
            solved.Clear();
            for (int k = 0; k < Block; k++)
            {
                WideLanes.Add(inverse.AsSpan(k * Block, Block), row[k], solved);
            }

            solved.CopyTo(row);
        }
    }
}
