using Escalation.Learning;

namespace Escalation.Core.Tests.Learning;

public sealed class CholeskyTests
{
    [Fact]
    public void Solves_a_positive_definite_system()
    {
        double[] matrix = [4, 2, 0.6, 2, 5, 1, 0.6, 1, 3];
        double[] expected = [1.0, -2.0, 0.5];
        double[] vector = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(j => matrix[(3 * i) + j] * expected[j]))];

        Assert.True(Cholesky.TrySolve(matrix, vector));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(expected[i], vector[i], 13));
    }

    [Theory]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(1.0, 2.0, 1.0)]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(double.NaN, 0.0, 1.0)]
    public void A_singular_or_indefinite_matrix_is_refused(double a, double b, double c) =>
        Assert.False(Cholesky.TrySolve(new[] { a, b, b, c }, new[] { 1.0, 2.0 }));
}
