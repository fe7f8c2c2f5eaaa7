using Escalation.Statistics;
using Escalation.Uncertainty.Distances;

namespace Escalation.Core.Tests.Uncertainty.Distances;

public class ClassCentroidsTests
{
    private const int Length = 3;
    private static readonly int[] Classes = [.. Enumerable.Range(0, 60).Select(i => i % 4)];

    [Fact]
    public void A_covariance_that_is_known_gives_the_distance_by_hand()
    {
        // Two classes at 0 and (10, 0), each a cross of arms 2 and 1: variances 2 and 1/2.
        float[] cross = [2, 0, -2, 0, 0, 1, 0, -1];
        float[] vectors = [.. cross, .. cross.Select((value, i) => i % 2 == 0 ? value + 10 : value)];
        var centroids = ClassCentroids.Fit(vectors, 2, [0, 0, 0, 0, 1, 1, 1, 1], shrinkage: 0.0);

        Assert.Equal(Math.Sqrt(9 / 2.0), centroids.Mahalanobis([3f, 0f]), 12);
        Assert.Equal(Math.Sqrt(9 / 0.5), centroids.Mahalanobis([10f, 3f]), 12);
        Assert.Equal(0.0, centroids.Mahalanobis([10f, 0f]), 12);

        // Shrunk all the way the covariance is (tr W / d) I = 1.25 I.
        var shrunk = ClassCentroids.Fit(vectors, 2, [0, 0, 0, 0, 1, 1, 1, 1], shrinkage: 1.0);
        Assert.Equal(3.0 / Math.Sqrt(1.25), shrunk.Mahalanobis([0f, 3f]), 12);
        Assert.Equal((2, 2, true), (shrunk.Classes, shrunk.Length, shrunk.HasCovariance));
    }

    [Fact]
    public void Without_shrinkage_no_linear_map_changes_the_distance()
    {
        float[] vectors = Draw(1, Classes.Length);
        float[] mapped = Map(vectors);
        ClassCentroids plain = ClassCentroids.Fit(vectors, Length, Classes, 0.0), other = ClassCentroids.Fit(mapped, Length, Classes, 0.0);
        foreach (float[] query in Draw(2, 20).Chunk(Length))
        {
            double distance = plain.Mahalanobis(query);
            Assert.True(Math.Abs(distance - other.Mahalanobis(Map(query))) <= 1e-4 * distance, $"{distance}");
        }
    }

    [Fact]
    public void The_cosine_distance_is_that_of_the_nearest_direction()
    {
        var centroids = ClassCentroids.Fit([1, 0, 0, 2], 2, [0, 1]);
        Assert.False(centroids.HasCovariance);
        Assert.Equal(0.0, centroids.Cosine([5f, 0f]), 12);
        Assert.Equal(1.0 - Math.Sqrt(0.5), centroids.Cosine([1f, 1f]), 12);
        Assert.Equal(1.0, centroids.Cosine([-1f, 0f]), 12);
        Assert.True(double.IsNaN(centroids.Mahalanobis([1f, 0f])));
    }

    [Fact]
    public void More_dimensions_than_vectors_are_no_obstacle_when_shrunk()
    {
        float[] vectors = Draw(3, 40);
        var centroids = ClassCentroids.Fit(vectors, 30, [0, 0, 1, 1]);
        Assert.True(centroids.HasCovariance);
        Assert.True(double.IsFinite(centroids.Mahalanobis(vectors.AsSpan(0, 30))));
        Assert.False(ClassCentroids.Fit(vectors, 30, [0, 0, 1, 1], shrinkage: 0.0).HasCovariance);
    }

    [Fact]
    public void Vectors_without_direction_or_number_have_no_distance()
    {
        var centroids = ClassCentroids.Fit(Draw(1, Classes.Length), Length, Classes);
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
        {
            Assert.True(double.IsNaN(centroids.Mahalanobis([0f, bad, 0f])));
            Assert.True(double.IsNaN(centroids.Cosine([0f, bad, 0f])));
        }

        Assert.True(double.IsNaN(centroids.Cosine([0f, 0f, 0f])));
        Assert.True(double.IsNaN(ClassCentroids.Fit([0, 0], 2, [0]).Cosine([1f, 0f])));
        Assert.Throws<ArgumentException>(() => centroids.Mahalanobis([1f]));
        Assert.Throws<ArgumentException>(() => centroids.Cosine([1f, 2f, 3f, 4f]));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassCentroids.Fit([], 2, []));
        Assert.Throws<ArgumentException>(() => ClassCentroids.Fit([1, 2, 3], 2, [0]));
        Assert.Throws<ArgumentException>(() => ClassCentroids.Fit([1, float.NaN], 2, [0]));
        Assert.Throws<ArgumentException>(() => ClassCentroids.Fit([1, 2], 2, [0, 1]));
        Assert.Throws<ArgumentException>(() => ClassCentroids.Fit([1, 2], 2, [-1]));
        Assert.Throws<ArgumentException>(() => ClassCentroids.Fit([1, 2], 2, [1]));
        Assert.Contains("class 1 has no vector", Assert.Throws<ArgumentException>(() => ClassCentroids.Fit([1, 2, 3], 1, [0, 2, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassCentroids.Fit([1, 2], 2, [0], shrinkage: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassCentroids.Fit([1, 2], 0, [0]));
    }

    [Fact]
    public void Other_centres_have_another_identity()
    {
        float[] vectors = Draw(1, Classes.Length);
        string identity = ClassCentroids.Fit(vectors, Length, Classes).Identity;
        Assert.Equal(identity, ClassCentroids.Fit(vectors, Length, Classes).Identity);
        Assert.NotEqual(identity, ClassCentroids.Fit(vectors, Length, Classes, 0.2).Identity);
        vectors[0] += 1f;
        Assert.NotEqual(identity, ClassCentroids.Fit(vectors, Length, Classes).Identity);
    }

    private static float[] Draw(ulong seed, int rows)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, rows * Length).Select(_ => (float)(random.NextUniform() - 0.5))];
    }

    private static float[] Map(float[] vectors) => [.. vectors.Chunk(Length).SelectMany(v => new[] { (2 * v[0]) + v[1], v[1] - (3 * v[2]), v[0] + v[1] + v[2] })];
}
