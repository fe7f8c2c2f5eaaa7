using Escalation.Decisions;

namespace Escalation.Calibration.Populations;

/// <summary>A population in the order of its scores, so that deploying a threshold on all of it takes a search and no pass.</summary>
internal sealed class DeployedPopulation
{
    private readonly double[] _descending;
    private readonly double[] _gainOfFirst;

    internal DeployedPopulation(ReadOnlySpan<double> scores, ReadOnlySpan<double> gains)
    {
        double[] keys = scores.ToArray();
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        Array.Reverse(keys);
        Array.Reverse(order);
        _descending = keys;
        _gainOfFirst = new double[keys.Length + 1];
        for (int i = 0; i < order.Length; i++)
        {
            _gainOfFirst[i + 1] = _gainOfFirst[i] + (gains.IsEmpty ? 0.0 : gains[order[i]]);
        }
    }

    internal int Size => _descending.Length;

    /// <summary>How many items a threshold delegates, by the comparison that is deployed.</summary>
    internal int CountAbove(double threshold)
    {
        int delegated = 0;
        int kept = _descending.Length;
        while (delegated < kept)
        {
            int middle = delegated + ((kept - delegated) / 2);
            (delegated, kept) = ScoreComparison.Escalates(ScoreDirection.HigherDelegates, _descending[middle], threshold) ? (middle + 1, kept) : (delegated, middle);
        }

        return delegated;
    }

    /// <summary>The sum of the gains of the first items; the count must not part equal scores, which a threshold never does.</summary>
    internal double GainOf(int delegated) => _gainOfFirst[delegated];
}
