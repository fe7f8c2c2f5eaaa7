using System.Text.Json;
using Escalation.Decisions;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Uncertainty;

public class SimilarityGraphTests
{
    [Fact]
    public void The_golden_graphs_come_out()
    {
        int cases = 0;
        foreach (JsonElement golden in UncertaintyGolden.Section("graph").EnumerateArray())
        {
            double[][] rows = [.. golden.GetProperty("W").EnumerateArray().Select(r => r.EnumerateArray().Select(w => w.GetDouble()).ToArray())];
            double[] weights = [.. rows.SelectMany(r => r)];
            var graph = SimilarityGraph.Of(weights, rows.Length);
            JsonElement expected = golden.GetProperty("expected");
            string name = golden.GetProperty("name").GetString()!;

            UncertaintyGolden.AssertClose(expected.GetProperty("degree_uncertainty"), graph.DegreeUncertainty, name);
            UncertaintyGolden.AssertClose(expected.GetProperty("eigv"), graph.SpectralClusters, name);
            Assert.Equal(expected.GetProperty("eccentricity").GetDouble(), graph.Eccentricity, 1e-7);

            double[] confidences = new double[rows.Length];
            SimilarityGraph.Confidences(weights, rows.Length, confidences);
            Assert.Equal(expected.GetProperty("per_sample_confidence_degree").EnumerateArray().Select(c => c.GetDouble()), confidences, (a, b) => Math.Abs(a - b) < 1e-12);
            cases++;
        }

        Assert.Equal(5, cases);
    }

    [Fact]
    public void Cliques_have_closed_forms()
    {
        int[][] partitions = [[1], [4], [1, 1, 1], [3, 2], [5, 1, 4], [2, 2, 2, 2]];
        foreach (int[] sizes in partitions)
        {
            int m = sizes.Sum();
            double[] weights = new double[m * m];
            int start = 0;
            foreach (int size in sizes)
            {
                for (int i = start; i < start + size; i++)
                {
                    weights.AsSpan((i * m) + start, size).Fill(1.0);
                }

                start += size;
            }

            var graph = SimilarityGraph.Of(weights, m);
            Assert.Equal(1.0 - (sizes.Sum(s => (double)s * s) / (m * m)), graph.DegreeUncertainty, 12);
            Assert.Equal(sizes.Length, graph.SpectralClusters, 10);
            Assert.Equal(Math.Sqrt(sizes.Length - 1), graph.Eccentricity, 1e-7);
        }
    }

    [Fact]
    public void A_one_sided_similarity_is_averaged_and_the_diagonal_is_one()
    {
        var oneSided = SimilarityGraph.Of([0.0, 1.0, 0.0, 0.0], 2);
        var both = SimilarityGraph.Of([1.0, 0.5, 0.5, 1.0], 2);

        Assert.Equal(both, oneSided);
    }

    [Fact]
    public void What_is_no_similarity_gives_no_values()
    {
        Assert.Equal(Reason.NoSignal, SimilarityGraph.Of([], 0).Fault);
        Assert.Equal(Reason.ScoreUndefined, SimilarityGraph.Of([1.0, double.NaN, 0.5, 1.0], 2).Fault);
        Assert.Equal(Reason.ScoreOutOfRange, SimilarityGraph.Of([1.0, 1.5, 0.5, 1.0], 2).Fault);
        Assert.Equal(double.NaN, SimilarityGraph.Of([1.0, -0.1, 0.5, 1.0], 2).SpectralClusters);
        Assert.Throws<ArgumentException>(() => SimilarityGraph.Of([1.0], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimilarityGraph.Of([], SimilarityGraph.MaximumSamples + 1));

        double[] confidences = new double[2];
        SimilarityGraph.Confidences([1.0, double.NaN, 0.5, 1.0], 2, confidences);
        Assert.All(confidences, c => Assert.Equal(double.NaN, c));
        Assert.Throws<ArgumentException>(() => SimilarityGraph.Confidences([1.0], 1, confidences));
    }
}
