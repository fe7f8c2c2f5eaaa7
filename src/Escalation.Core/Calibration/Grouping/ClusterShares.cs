using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>The share of each cluster's items that a threshold delegates, the clusters in a seeded order.</summary>
internal sealed class ClusterShares : BudgetUnits
{
    private readonly int[] _starts;
    private readonly int[] _least;

    internal ClusterShares(ItemPartition parts, ReadOnlySpan<double> scores, ScoreDirection direction, ThresholdGrid grid, long seed)
    {
        int[] order = SeededShuffle.Permutation(parts.Count, (ulong)seed);
        _starts = new int[order.Length + 1];
        _least = new int[scores.Length];
        for (int c = 0; c < order.Length; c++)
        {
            ReadOnlySpan<int> rows = parts.Rows(order[c]);
            _starts[c + 1] = _starts[c] + rows.Length;
            for (int i = 0; i < rows.Length; i++)
            {
                _least[_starts[c] + i] = BudgetGrid.LeastDelegating(grid, direction, scores[rows[i]]);
            }
        }
    }

    internal override int Count => _starts.Length - 1;

    internal override long? Clusters => Count;

    internal override void Fill(int step, Span<double> values)
    {
        for (int c = 0; c < Count; c++)
        {
            int delegated = 0;
            for (int i = _starts[c]; i < _starts[c + 1]; i++)
            {
                delegated += _least[i] <= step ? 1 : 0;
            }

            values[c] = Quotient.Up(delegated, _starts[c + 1] - _starts[c]);
        }
    }
}
