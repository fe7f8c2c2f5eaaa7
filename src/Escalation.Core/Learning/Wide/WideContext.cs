namespace Escalation.Learning.Wide;

/// <summary>What the fits of one set of rows share, over penalties and folds: the inner products of rows or of columns, computed at most once, and the decision when they pay.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class WideContext
{
    // What a multiply-add of the product kernel takes, in reads of a number of the matrix from memory.
    private const double ProductsPerRead = 24.0;

    private readonly Lazy<float[]> _columnProducts;
    private float[]? _rowProducts;
    private int _plainPasses;

    /// <summary>Prepares the fits.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rows">The rows that fits may use.</param>
    /// <param name="factors">The factor of each column, padded with zeros.</param>
    /// <param name="method">Primal or dual; automatic chooses by the shape.</param>
    /// <param name="columnProducts">The inner products of all columns over all rows of the matrix, shared with other contexts; a preconditioner only, so that rows left out leave no trace.</param>
    /// <param name="cancellationToken">Cancels the products.</param>
    internal WideContext(WideMatrix matrix, int[] rows, double[] factors, WideMethod method, Lazy<float[]> columnProducts, CancellationToken cancellationToken)
    {
        Matrix = matrix;
        Rows = rows;
        Factors = factors;
        _columnProducts = columnProducts;
        CancellationToken = cancellationToken;
        Method = method == WideMethod.Automatic ? (rows.Length < matrix.Columns ? WideMethod.Dual : WideMethod.Primal) : method;
    }

    internal WideMatrix Matrix { get; }

    internal int[] Rows { get; }

    internal double[] Factors { get; }

    internal WideMethod Method { get; }

    internal CancellationToken CancellationToken { get; }

    /// <summary>The distance from row to row of <see cref="RowProducts"/>.</summary>
    internal int RowProductsStride => SymmetricProduct.Padded(Rows.Length);

    /// <summary>The distance from row to row of <see cref="ColumnProducts"/>.</summary>
    internal int ColumnProductsStride => SymmetricProduct.Padded(Matrix.Columns);

    /// <summary>The inner products of the rows, both triangles.</summary>
    internal float[] RowProducts => _rowProducts ??= MultiplyRows();

    /// <summary>The inner products of the columns, the lower triangle.</summary>
    internal float[] ColumnProducts => _columnProducts.Value;

    /// <summary>Products of columns, to be computed when first asked for.</summary>
    internal static Lazy<float[]> ColumnsOf(WideMatrix matrix, CancellationToken cancellationToken) => new(
        () =>
        {
            int stride = SymmetricProduct.Padded(matrix.Columns);
            float[] products = Square(stride);
            SymmetricProduct.Accumulate(new ColumnPanels(matrix), 1f, products, 0, stride, cancellationToken);
            return products;
        },
        isThreadSafe: false);

    /// <summary>Counts passes without a preconditioner and says whether their number has reached the price of one, so that never more than twice the better choice is paid.</summary>
    /// <param name="inThisFit">Such passes of the fit at hand.</param>
    internal bool PreconditionerPays(int inThisFit)
    {
        _plainPasses++;
        double factorisation = (double)Matrix.Columns * Matrix.Columns / (ProductsPerRead * Matrix.Rows);
        double products = _columnProducts.IsValueCreated ? 0.0 : Matrix.Columns / ProductsPerRead;
        return inThisFit >= factorisation + 4.0 && _plainPasses >= products + factorisation + 4.0;
    }

    /// <summary>The values of a state on rows of the matrix.</summary>
    internal void Margins(WideState state, ReadOnlySpan<int> rows, Span<double> margins)
    {
        var scaled = new double[Factors.Length];
        for (int j = 0; j < scaled.Length; j++)
        {
            scaled[j] = state.Coefficients[j] * Factors[j];
        }

        Matrix.Margins(rows, scaled, state.Intercept, margins);
    }

    /// <summary>Memory for a square matrix.</summary>
    /// <exception cref="ArgumentException">Thrown when it is too large.</exception>
    internal static float[] Square(int stride)
    {
        if ((long)stride * stride > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant($"The problem is too large: the inner products of its {stride} rows or columns do not fit into one array."));
        }

        return new float[stride * stride];
    }

    private float[] MultiplyRows()
    {
        int stride = RowProductsStride;
        float[] products = Square(stride);
        float[] factors = [.. Factors.Select(static factor => (float)factor)];
        SymmetricProduct.Accumulate(new RowPanels(Matrix.Values, Matrix.Stride, Rows, 0, factors), 1f, products, 0, stride, CancellationToken);
        for (int i = 0; i < Rows.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                products[(j * stride) + i] = products[(i * stride) + j];
            }
        }

        return products;
    }
}
