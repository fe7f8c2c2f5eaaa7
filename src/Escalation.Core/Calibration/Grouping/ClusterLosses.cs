using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>The losses of clusters in a fixed order, for thresholds of a grid: each cluster's mean loss among the items that a threshold acts on.</summary>
internal sealed class ClusterLosses
{
    private readonly int[] _starts;
    private readonly int[] _strictest;
    private readonly double[] _losses;
    private readonly int[] _acting;

    /// <param name="parts">The clusters.</param>
    /// <param name="order">Which clusters to take, in which order.</param>
    /// <param name="scores">The scores of all items.</param>
    /// <param name="losses">The losses of all items.</param>
    /// <param name="grid">The thresholds.</param>
    internal ClusterLosses(ItemPartition parts, ReadOnlySpan<int> order, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ThresholdGrid grid)
    {
        _starts = new int[order.Length + 1];
        for (int c = 0; c < order.Length; c++)
        {
            _starts[c + 1] = _starts[c] + parts.Rows(order[c]).Length;
        }

        Rows = new int[_starts[^1]];
        _strictest = new int[Rows.Length];
        _losses = new double[Rows.Length];
        _acting = new int[grid.Count];
        for (int c = 0; c < order.Length; c++)
        {
            parts.Rows(order[c]).CopyTo(Rows.AsSpan(_starts[c]));
            int strictest = -1;
            for (int i = _starts[c]; i < _starts[c + 1]; i++)
            {
                _strictest[i] = GridCounts.CountActing(grid.Thresholds, scores[Rows[i]]) - 1;
                _losses[i] = losses[Rows[i]];
                strictest = Math.Max(strictest, _strictest[i]);
            }

            if (strictest >= 0)
            {
                _acting[strictest]++;
            }
        }

        for (int j = grid.Count - 2; j >= 0; j--)
        {
            _acting[j] += _acting[j + 1];
        }
    }

    /// <summary>How many clusters there are.</summary>
    internal int Count => _starts.Length - 1;

    /// <summary>The rows of the clusters' items.</summary>
    internal int[] Rows { get; }

    /// <summary>How many clusters have an item that a threshold acts on.</summary>
    internal int Acting(int index) => _acting[index];

    /// <summary>The mean losses of the acting clusters in order, never below the true ones. One pass over all items.</summary>
    internal int Means(int index, Span<double> means)
    {
        int acting = 0;
        for (int c = 0; c < Count; c++)
        {
            var sum = default(LossSum);
            for (int i = _starts[c]; i < _starts[c + 1]; i++)
            {
                if (_strictest[i] >= index)
                {
                    sum.Add(_losses[i]);
                }
            }

            if (sum.Count > 0)
            {
                means[acting++] = Quotient.Up(sum.Value, (int)sum.Count);
            }
        }

        return acting;
    }
}
