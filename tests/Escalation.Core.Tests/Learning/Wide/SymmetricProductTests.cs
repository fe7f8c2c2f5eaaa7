using Escalation.Learning.Wide;

namespace Escalation.Core.Tests.Learning.Wide;

public sealed class SymmetricProductTests
{
    [Fact]
    public void Products_of_columns_and_of_rows_are_those_of_plain_sums()
    {
        foreach ((int rows, int columns) in (ReadOnlySpan<(int, int)>)[(3, 1), (300, 50), (50, 300), (97, 17)])
        {
            WideMatrix matrix = WideSample.Of(rows, columns, seed: 7).Matrix;
            int size = SymmetricProduct.Padded(columns);
            var products = new float[size * size];
            SymmetricProduct.Accumulate(new ColumnPanels(matrix), 2f, products, 0, size, CancellationToken.None);
            for (int i = 0; i < columns; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double expected = 2.0 * Enumerable.Range(0, rows).Sum(k => (double)At(matrix, k, i) * At(matrix, k, j));
                    Assert.Equal(expected, products[(i * size) + j], 1e-5 * rows);
                }
            }

            int[] chosen = [.. Enumerable.Range(0, rows).Where(i => i % 3 != 1)];
            float[] factors = [.. Enumerable.Range(0, matrix.Stride).Select(j => 1f + (j % 2))];
            size = SymmetricProduct.Padded(chosen.Length);
            products = new float[size * size];
            SymmetricProduct.Accumulate(new RowPanels(matrix.Values, matrix.Stride, chosen, 0, factors), 1f, products, 0, size, CancellationToken.None);
            for (int i = 0; i < chosen.Length; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double expected = Enumerable.Range(0, columns).Sum(k => (double)At(matrix, chosen[i], k) * At(matrix, chosen[j], k) * factors[k] * factors[k]);
                    Assert.Equal(expected, products[(i * size) + j], 1e-5 * columns);
                }
            }
        }
    }

    [Fact]
    public void A_factor_solves_its_system_and_refuses_one_that_is_not_positive()
    {
        foreach (int count in (ReadOnlySpan<int>)[1, 47, 48, 49, 150])
        {
            WideMatrix matrix = WideSample.Of(400, count, seed: 2).Matrix;
            int size = SymmetricProduct.Padded(count);
            float[] products = WideContext.ColumnsOf(matrix, CancellationToken.None).Value;
            Preconditioner preconditioner = Preconditioner.TryCreate(products, size, index: null, factors: null, count, 0.25, 3.0, CancellationToken.None)!;
            double[] solution = [.. Enumerable.Range(0, count).Select(i => 1e-20 * Math.Sin(i + 1))];
            double[] right = [.. Enumerable.Range(0, count).Select(i => (3.0 * solution[i]) + Enumerable.Range(0, count).Sum(j => 0.25 * products[(Math.Max(i, j) * size) + Math.Min(i, j)] * solution[j]))];
            preconditioner.Apply(right);
            // The unit of the preconditioner is its own affair: only the direction counts.
            double unit = right[0] / solution[0];
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(1.0, right[i] / unit / solution[i], 1e-2);
            }
        }

        float[] indefinite = [.. Enumerable.Range(0, 48 * 48).Select(at => at % 49 == 0 ? 1f : 0f)];
        indefinite[48] = 2f;
        Assert.Null(SymmetricFactor.TryCreate(indefinite, 48, CancellationToken.None));
        Assert.Null(Preconditioner.TryCreate(new float[48 * 48], 48, index: null, factors: null, 3, 1.0, double.NaN, CancellationToken.None));
    }

    private static float At(WideMatrix matrix, int row, int column) => matrix.Values[(row * matrix.Stride) + column];
}
