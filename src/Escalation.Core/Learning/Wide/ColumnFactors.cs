using System.Runtime.CompilerServices;

namespace Escalation.Learning.Wide;

/// <summary>What turns the columns of a matrix, standardised over all rows, into columns standardised over some rows, or back into raw ones.</summary>
internal static class ColumnFactors
{
    /// <summary>The inverse deviation of each column over weighted rows; 0 for a column that is constant there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double[] Standardising(WideMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> weights)
    {
        int columns = matrix.Columns;
        var means = new double[columns];
        var factors = new double[matrix.Stride];
        ReadOnlySpan<float> first = matrix.Values.AsSpan(rows[0] * matrix.Stride, columns);
        double total = 0.0;
        for (int i = 0; i < rows.Length; i++)
        {
            total += weights[i];
            ReadOnlySpan<float> row = matrix.Values.AsSpan(rows[i] * matrix.Stride, columns);
            for (int j = 0; j < means.Length; j++)
            {
                means[j] += weights[i] * ((double)row[j] - first[j]);
            }
        }

        for (int j = 0; j < columns; j++)
        {
            means[j] = first[j] + (means[j] / total);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            double share = weights[i] / total;
            ReadOnlySpan<float> row = matrix.Values.AsSpan(rows[i] * matrix.Stride, columns);
            for (int j = 0; j < means.Length; j++)
            {
                double distance = row[j] - means[j];
                factors[j] += share * distance * distance;
            }
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
}
