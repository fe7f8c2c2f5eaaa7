using System.Runtime.Intrinsics;
using Escalation.Learning.Wide;

namespace Escalation.Core.Tests.Learning.Wide;

public sealed class WideLanesTests
{
    [Fact]
    public void Four_rows_are_multiplied_and_added_as_plain_loops_do()
    {
        foreach (int columns in (ReadOnlySpan<int>)[1, 16, 17, 100])
        {
            WideMatrix matrix = WideSample.Of(9, columns, seed: 3).Matrix;
            int[] rows = [8, 0, 5, 2, 7, 3];
            double[] vector = [.. Enumerable.Range(0, matrix.Stride).Select(j => j < columns ? Math.Sin(j + 1) : 0.0)];
            float[] narrow = [.. vector.Select(value => (float)value)];
            for (int position = 0; position < rows.Length; position += 4)
            {
                FourRows block = FourRows.At(matrix.Values, matrix.Stride, rows, position);
                Vector256<double> products = WideLanes.Dot(block, vector);
                Vector128<float> narrowProducts = WideLanes.Dot(block, narrow);
                var first = new double[matrix.Stride];
                var second = new double[matrix.Stride];
                var third = new float[matrix.Stride];
                WideLanes.Add(block, Vector256.Create(1.0, 2.0, 3.0, 4.0), first, Vector256.Create(-1.0, 0.5, 0.0, 2.0), second);
                WideLanes.Add(block, Vector128.Create(1f, 2f, 3f, 4f), third);
                int[] read = [.. Enumerable.Range(position, 4).Select(at => rows[Math.Min(at, rows.Length - 1)])];
                for (int r = 0; r < 4; r++)
                {
                    double expected = Enumerable.Range(0, columns).Sum(j => At(matrix, read[r], j) * vector[j]);
                    Assert.Equal(expected, products.GetElement(r), 1e-12);
                    Assert.Equal(expected, narrowProducts.GetElement(r), 2e-5);
                }

                for (int j = 0; j < columns; j++)
                {
                    Assert.Equal(Enumerable.Range(0, 4).Sum(r => (r + 1) * At(matrix, read[r], j)), first[j], 1e-12);
                    Assert.Equal(first[j], third[j], 2e-5);
                    Assert.Equal(-At(matrix, read[0], j) + (0.5 * At(matrix, read[1], j)) + (2.0 * At(matrix, read[3], j)), second[j], 1e-12);
                }
            }
        }
    }

    private static double At(WideMatrix matrix, int row, int column) => matrix.Values[(row * matrix.Stride) + column];
}
