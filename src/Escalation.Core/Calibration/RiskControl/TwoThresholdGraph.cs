using Escalation.Calibration.MultipleTesting;

namespace Escalation.Calibration.RiskControl;

/// <summary>The graph of a graphical calibration of two thresholds: a chain for each lower threshold, best pair first; the most promising chains share the level.</summary>
internal static class TwoThresholdGraph
{
    internal static TestGraph Build(RiskEvidence evidence, TwoThresholdPairs pairs, int chains)
    {
        double[] keys = new double[pairs.Count];
        for (int pair = 0; pair < keys.Length; pair++)
        {
            keys[pair] = evidence.ChoosingLogPValue(pair);
        }

        // In ascending order of p-value, each lower threshold first occurs with its best pair.
        var rows = new List<List<int>>();
        var rowOf = new Dictionary<int, int>();
        foreach (int pair in ConfigurationOrder.SortedBy(keys))
        {
            if (rowOf.TryAdd(pairs[pair].Low, rows.Count))
            {
                rows.Add([]);
            }

            rows[rowOf[pairs[pair].Low]].Add(pair);
        }

        int heads = Math.Min(chains, rows.Count);
        double[] weights = new double[pairs.Count];
        var edges = new List<TestEdge>(pairs.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            weights[rows[row][0]] = row < heads ? 1.0 / heads : 0.0;
            for (int i = 1; i < rows[row].Count; i++)
            {
                edges.Add(new TestEdge(rows[row][i - 1], rows[row][i], 1.0));
            }

            int next = row + 1 == rows.Count ? 0 : row + 1;
            if (next != row)
            {
                edges.Add(new TestEdge(rows[row][^1], rows[next][0], 1.0));
            }
        }

        return TestGraph.Create(weights, [.. edges]);
    }
}
