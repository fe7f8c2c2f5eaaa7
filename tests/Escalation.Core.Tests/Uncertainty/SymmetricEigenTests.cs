using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class SymmetricEigenTests
{
    [Fact]
    public void Values_and_vectors_make_up_the_matrix_again()
    {
        var random = new Random(7);
        foreach (int size in new[] { 1, 2, 3, 8, 20 })
        {
            double[] matrix = new double[size * size], vectors = new double[size * size];
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    matrix[(i * size) + j] = matrix[(j * size) + i] = random.NextDouble() - 0.5;
                }
            }

            double[] values = [.. matrix];
            SymmetricEigen.Solve(values, vectors, size);
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                {
                    double sum = 0.0, product = 0.0;
                    for (int k = 0; k < size; k++)
                    {
                        sum += vectors[(i * size) + k] * values[(k * size) + k] * vectors[(j * size) + k];
                        product += vectors[(k * size) + i] * vectors[(k * size) + j];
                    }

                    Assert.Equal(matrix[(i * size) + j], sum, 1e-12);
                    Assert.Equal(i == j ? 1.0 : 0.0, product, 1e-12);
                }
            }
        }
    }

    [Fact]
    public void A_matrix_of_zeros_is_left_alone()
    {
        double[] zeros = new double[9], vectors = new double[9];

        SymmetricEigen.Solve(zeros, vectors, 3);

        Assert.All(zeros, value => Assert.Equal(0.0, value));
        Assert.Equal([1.0, 0, 0, 0, 1, 0, 0, 0, 1], vectors);
    }
}
