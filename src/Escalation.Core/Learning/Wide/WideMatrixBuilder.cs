using System.Globalization;

namespace Escalation.Learning.Wide;

/// <summary>Receives the rows of a wide matrix one by one, in place, so that no second copy of them is needed.</summary>
/// <remarks>The rows are 32-bit floats, each padded to a multiple of 16: <c>4 * rows * columns</c> bytes and a little more. Not safe for concurrent use.</remarks>
public sealed class WideMatrixBuilder
{
    private float[]? _values;

    /// <summary>Allocates the matrix, filled with zeros.</summary>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <param name="columns">How many columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a size is below 1 or the matrix has more numbers than an array can hold, about 2.1 billion.</exception>
    public WideMatrixBuilder(int rows, int columns)
    {
        Rows = Guard.AtLeast(rows, 1);
        Columns = Guard.AtLeast(columns, 1);
        long stride = WideMatrix.StrideOf(columns);
        if (rows * stride > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {columns} columns are more numbers than one array can hold, {Array.MaxLength}."));
        }

        Stride = (int)stride;
        _values = new float[rows * Stride];
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    internal int Stride { get; }

    /// <summary>A row to write to.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such row.</exception>
    /// <exception cref="InvalidOperationException">Thrown after <see cref="Standardise"/>.</exception>
    public Span<float> Row(int row)
    {
        if (row < 0 || row >= Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, string.Create(CultureInfo.InvariantCulture, $"There are {Rows} rows, numbered from 0."));
        }

        return Values().AsSpan(row * Stride, Columns);
    }

    /// <summary>Standardises every column in place and hands the matrix over; the builder is then used up. Three passes over the numbers.</summary>
    /// <param name="cancellationToken">Cancels between blocks of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is NaN or infinite, with its row and column.</exception>
    /// <exception cref="InvalidOperationException">Thrown when called twice.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled; the builder is then used up as well.</exception>
    public WideMatrix Standardise(CancellationToken cancellationToken = default)
    {
        float[] values = Values();
        _values = null;
        return WideMatrix.Standardise(values, Rows, Columns, cancellationToken);
    }

    private float[] Values() => _values ?? throw new InvalidOperationException("The matrix was handed over already.");
}
