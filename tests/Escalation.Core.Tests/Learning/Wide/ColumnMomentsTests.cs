using System.Runtime.Intrinsics;
using Escalation.Learning.Wide;

namespace Escalation.Core.Tests.Learning.Wide;

public sealed class ColumnMomentsTests
{
    [Fact]
    public void Deviations_and_squares_have_the_bits_of_plain_loops_in_the_order_of_the_rows()
    {
        const int columns = 32;
        const int rows = 7;
        float[] values = [.. Enumerable.Range(0, rows * columns).Select(at => (float)(Math.Sin(at * 1.3) * Math.Pow(10.0, at % 9)))];
        double[] weights = [0.5, 1.0, 3.0, 0.1, 7.0, 2.0, 0.3];
        double[] origin = [.. Enumerable.Range(0, columns).Select(j => Math.Cos(j) * 3.0)];
        var deviations = new double[columns];
        var squares = new double[columns];
        for (int i = 0; i < rows; i += 4)
        {
            double[] present = [.. Enumerable.Range(i, 4).Select(row => row < rows ? weights[row] : 0.0)];
            Vector256<double> four = Vector256.Create(present[0], present[1], present[2], present[3]);
            FourRows block = FourRows.From(values, columns, rows, i);
            ColumnMoments.AddDeviations(block, four, origin, deviations);
            ColumnMoments.AddSquares(block, four, origin, squares);
        }

        for (int j = 0; j < columns; j++)
        {
            double expected = 0.0;
            double expectedSquare = 0.0;
            for (int i = 0; i < rows; i++)
            {
                double distance = values[(i * columns) + j] - origin[j];
                expected += weights[i] * distance;
                expectedSquare += weights[i] * distance * distance;
            }

            Assert.Equal(expected, deviations[j]);
            Assert.Equal(expectedSquare, squares[j]);
        }
    }

    [Fact]
    public void A_row_is_standardised_to_the_nearest_floats()
    {
        float[] row = [.. Enumerable.Range(0, 16).Select(j => (float)Math.Exp(j - 8))];
        float[] before = [.. row];
        double[] means = [.. Enumerable.Range(0, 16).Select(j => j * 0.37)];
        double[] factors = [.. Enumerable.Range(0, 16).Select(j => j == 5 ? 0.0 : 1.0 / (j + 1))];
        ColumnMoments.Multiply(row, means, factors);
        Assert.All(Enumerable.Range(0, 16), j => Assert.Equal((float)((before[j] - means[j]) * factors[j]), row[j]));
    }

    [Fact]
    public void A_number_that_is_not_finite_is_seen_in_every_place()
    {
        foreach (float bad in (ReadOnlySpan<float>)[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            for (int at = 0; at < 32; at++)
            {
                var row = new float[32];
                Array.Fill(row, -float.MaxValue);
                Assert.True(ColumnMoments.AreFinite(row));
                row[at] = bad;
                Assert.False(ColumnMoments.AreFinite(row));
            }
        }
    }
}
