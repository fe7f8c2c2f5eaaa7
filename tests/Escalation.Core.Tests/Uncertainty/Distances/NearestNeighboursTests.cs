using Escalation.Uncertainty.Distances;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Uncertainty.Distances;

public class NearestNeighboursTests
{
    private const int Length = 11;

    [Fact]
    public void The_distance_is_that_of_the_kth_in_the_sorted_list()
    {
        Gen<float> number = Gen.Choose(-50, 50).Select(i => (i + 0.5f) / 16f);
        Gen<(float[][] Known, float[] Query, int K)> gen =
            from rows in Gen.Choose(1, 12)
            from known in number.ArrayOf(Length).ArrayOf(rows)
            from query in number.ArrayOf(Length)
            from k in Gen.Choose(1, rows)
            select (known, query, k);
        Prop.ForAll(gen.ToArbitrary(), c =>
        {
            double[] sorted = [.. c.Known.Select(known => 1.0 - (Dot(known, c.Query) / Math.Sqrt(Dot(known, known) * Dot(c.Query, c.Query)))).Order()];
            var neighbours = new NearestNeighbours(c.Known.SelectMany(known => known).ToArray(), Length, c.K);
            return Math.Abs(neighbours.Distance(c.Query) - Math.Max(0.0, sorted[c.K - 1])) < 1e-6;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Vectors_without_direction_or_number_have_no_distance()
    {
        var neighbours = new NearestNeighbours([1, 0, 0, 1], 2);
        Assert.Equal((2, 1), (neighbours.Length, neighbours.Neighbours));
        Assert.Equal(2.0, new NearestNeighbours([1, 0], 2).Distance([-1f, 0f]), 12);
        Assert.True(double.IsNaN(neighbours.Distance([0f, 0f])));
        Assert.True(double.IsNaN(neighbours.Distance([float.NaN, 0f])));
        Assert.True(double.IsNaN(neighbours.Distance([float.PositiveInfinity, 0f])));
        Assert.Throws<ArgumentException>(() => neighbours.Distance([1f]));
    }

    [Fact]
    public void What_cannot_be_kept_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new NearestNeighbours([], 2));
        Assert.Throws<ArgumentException>(() => new NearestNeighbours([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => new NearestNeighbours([1, float.NaN], 2));
        Assert.Contains("row 1 is zero", Assert.Throws<ArgumentException>(() => new NearestNeighbours([1, 2, 0, 0], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbours([1, 2], 2, neighbours: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbours([1, 2], 2, neighbours: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbours([1, 2], 0));
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();
}
