using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grouping;

/// <summary>Items in clusters of one to six, mixed by a seed.</summary>
internal sealed record ClusterData(string[] Clusters, double[] Scores, double[] Losses)
{
    internal static ClusterData Draw(ulong seed, int clusters, double risk)
    {
        var random = new SplitMix64(seed);
        var rows = new List<(string, double, double)>();
        for (int c = 0; c < clusters; c++)
        {
            int size = 1 + random.NextBelow(6);
            double level = random.NextUniform();
            for (int i = 0; i < size; i++)
            {
                rows.Add(($"c{c}", (level + random.NextUniform()) / 2.0, random.NextUniform() < risk ? 1.0 : 0.0));
            }
        }

        (string Cluster, double Score, double Loss)[] mixed = [.. rows];
        SeededShuffle.Shuffle<(string, double, double)>(mixed, seed);
        return new ClusterData([.. mixed.Select(row => row.Cluster)], [.. mixed.Select(row => row.Score)], [.. mixed.Select(row => row.Loss)]);
    }

    /// <summary>The rows of each cluster, clusters in the order of their first rows.</summary>
    internal int[][] Rows() => [.. Enumerable.Range(0, Clusters.Length).GroupBy(i => Clusters[i]).Select(cluster => cluster.ToArray())];
}
