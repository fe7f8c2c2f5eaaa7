using System.Runtime.Intrinsics;

namespace Escalation.Learning.Wide;

/// <summary>What turns the columns of a matrix, standardised over all rows, into columns standardised over some rows, or back into raw ones.</summary>
internal static class ColumnFactors
{
    /// <summary>The inverse deviation of each column over weighted rows; 0 for a column that is constant there.</summary>
    internal static double[] Standardising(WideMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> weights)
    {
        int columns = matrix.Columns;
        var origin = new double[matrix.Stride];
        var means = new double[matrix.Stride];
        var factors = new double[matrix.Stride];
        ReadOnlySpan<float> first = matrix.Values.AsSpan(rows[0] * matrix.Stride, columns);
        for (int j = 0; j < columns; j++)
        {
            origin[j] = first[j];
        }

        double total = 0.0;
        for (int i = 0; i < rows.Length; i++)
        {
            total += weights[i];
        }

        for (int i = 0; i < rows.Length; i += 4)
        {
            ColumnMoments.AddDeviations(FourRows.At(matrix.Values, matrix.Stride, rows, i), Four(weights, i, 1.0), origin, means);
        }

        for (int j = 0; j < columns; j++)
        {
            means[j] = origin[j] + (means[j] / total);
        }

        for (int i = 0; i < rows.Length; i += 4)
        {
            ColumnMoments.AddSquares(FourRows.At(matrix.Values, matrix.Stride, rows, i), Four(weights, i, total), means, factors);
        }

        for (int j = 0; j < columns; j++)
        {
            factors[j] = factors[j] > 0.0 ? 1.0 / Math.Sqrt(factors[j]) : 0.0;
        }

        return factors;
    }

    /// <summary>The deviations themselves, which give the raw columns but for their means.</summary>
    internal static double[] Raw(WideMatrix matrix)
    {
        var factors = new double[matrix.Stride];
        matrix.Scales.CopyTo(factors);
        return factors;
    }

    private static Vector256<double> Four(ReadOnlySpan<double> weights, int position, double total)
    {
        Vector256<double> four = default;
        for (int r = 0; r < 4 && position + r < weights.Length; r++)
        {
            four = four.WithElement(r, weights[position + r] / total);
        }

        return four;
    }
}
