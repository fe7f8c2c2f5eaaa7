using System.Globalization;
using System.Runtime.Intrinsics;

namespace Escalation.Learning.Wide;

/// <summary>A matrix of features for problems with thousands of columns: 32-bit floats, every column shifted and scaled to mean 0 and deviation 1 over all rows.</summary>
/// <remarks>
/// This standardisation serves the numerics alone. A fit on some of the rows standardises by those rows, exactly, by a further map of the coefficients; nothing
/// is learned from the others. Features are known to 24 bits of their deviation from the mean. Immutable once built; fits read it concurrently.
/// </remarks>
public sealed class WideMatrix
{
    private const int Lanes = 16;
    private const int RowsPerCheck = 256;

    // Deviations this far below the mean are the rounding of the mean, as in Standardisation.
    private const double RelativeFloor = 1e-13;

    // 2^-120: the weight of a raw column with less spread could exceed the range of a float, and one such column would cost the whole probe.
    private const double AbsoluteFloor = 7.52316384526264e-37;

    private readonly double[] _means;
    private readonly double[] _scales;

    private WideMatrix(float[] values, int rows, int columns, double[] means, double[] scales)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        Stride = (int)StrideOf(columns);
        _means = means;
        _scales = scales;
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    /// <summary>The mean of each raw column over all rows.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>The deviation of each raw column over all rows; 1 for a column that is constant or deviates by less than 2^-120, which counts as constant.</summary>
    public ReadOnlySpan<double> Scales => _scales;

    internal float[] Values { get; }

    internal int Stride { get; }

    /// <summary>Copies raw features.</summary>
    /// <param name="features">Row-major, <paramref name="rows"/> times <paramref name="columns"/> finite numbers.</param>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <param name="columns">How many columns, at least 1.</param>
    /// <param name="cancellationToken">Cancels between blocks of rows.</param>
    /// <exception cref="ArgumentException">Thrown when the length disagrees with the sizes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a size is below 1, or a number is NaN or infinite, with its row and column.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static WideMatrix FromRows(ReadOnlySpan<float> features, int rows, int columns, CancellationToken cancellationToken = default)
    {
        var builder = new WideMatrixBuilder(rows, columns);
        if (features.Length != (long)rows * columns)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold rows * columns = {(long)rows * columns} numbers, but holds {features.Length}."), nameof(features));
        }

        for (int i = 0; i < rows; i++)
        {
            features.Slice(i * columns, columns).CopyTo(builder.Row(i));
        }

        return builder.Standardise(cancellationToken);
    }

    internal static long StrideOf(int columns) => ((long)columns + Lanes - 1) / Lanes * Lanes;

    internal static WideMatrix Standardise(float[] values, int rows, int columns, CancellationToken cancellationToken)
    {
        int stride = (int)StrideOf(columns);
        RequireFinite(values, rows, columns, stride);
        var origin = new double[stride];
        var means = new double[stride];
        var scales = new double[stride];
        // Distances from the first row keep a constant column exact, where a plain mean would leave rounding behind.
        for (int j = 0; j < columns; j++)
        {
            origin[j] = values[j];
        }

        for (int i = 0; i < rows; i += 4)
        {
            CheckSometimes(i, cancellationToken);
            ColumnMoments.AddDeviations(FourRows.From(values, stride, rows, i), Present(rows - i), origin, means);
        }

        for (int j = 0; j < columns; j++)
        {
            means[j] = origin[j] + (means[j] / rows);
        }

        for (int i = 0; i < rows; i += 4)
        {
            CheckSometimes(i, cancellationToken);
            ColumnMoments.AddSquares(FourRows.From(values, stride, rows, i), Present(rows - i), means, scales);
        }

        for (int j = 0; j < columns; j++)
        {
            double deviation = Math.Sqrt(scales[j] / rows);
            scales[j] = deviation > Math.Max(AbsoluteFloor, RelativeFloor * Math.Abs(means[j])) ? deviation : double.PositiveInfinity;
        }

        // An infinite scale makes all of a column 0, also where its values differ by subnormal floats. The floor keeps every inverse finite.
        double[] factors = [.. scales.Select(static scale => scale > 0.0 ? 1.0 / scale : 0.0)];
        for (int i = 0; i < rows; i++)
        {
            CheckSometimes(i, cancellationToken);
            ColumnMoments.Multiply(values.AsSpan(i * stride, stride), means, factors);
        }

        scales.AsSpan().Replace(double.PositiveInfinity, 1.0);
        return new WideMatrix(values, rows, columns, means[..columns], scales[..columns]);
    }

    /// <summary>1 for each of four rows that is there.</summary>
    private static Vector256<double> Present(int left) => Vector256.Create(1.0, left > 1 ? 1.0 : 0.0, left > 2 ? 1.0 : 0.0, left > 3 ? 1.0 : 0.0);

    /// <summary>The values of a linear model on some rows, in doubles.</summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="coefficients">The model in terms of the standardised matrix, padded.</param>
    /// <param name="intercept">Its intercept.</param>
    /// <param name="margins">Receives one value a row.</param>
    internal void Margins(ReadOnlySpan<int> rows, ReadOnlySpan<double> coefficients, double intercept, Span<double> margins)
    {
        for (int i = 0; i < rows.Length; i += 4)
        {
            Vector256<double> products = WideLanes.Dot(FourRows.At(Values, Stride, rows, i), coefficients);
            for (int r = 0; r < 4 && i + r < rows.Length; r++)
            {
                margins[i + r] = products.GetElement(r) + intercept;
            }
        }
    }

    private static void CheckSometimes(int row, CancellationToken cancellationToken)
    {
        if (row % RowsPerCheck == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static void RequireFinite(float[] values, int rows, int columns, int stride)
    {
        for (int i = 0; i < rows; i++)
        {
            if (!ColumnMoments.AreFinite(values.AsSpan(i * stride, stride)))
            {
                ThrowNotFinite(values.AsSpan(i * stride, columns), i);
            }
        }
    }

    private static void ThrowNotFinite(ReadOnlySpan<float> features, int row)
    {
        for (int j = 0; j < features.Length; j++)
        {
            if (!float.IsFinite(features[j]))
            {
                throw new ArgumentOutOfRangeException(nameof(features), features[j], string.Create(CultureInfo.InvariantCulture, $"features must be finite, but row {row}, column {j} is {features[j]:R}."));
            }
        }
    }
}
