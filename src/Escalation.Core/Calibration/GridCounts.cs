using Escalation.Calibration.Counting;
using Escalation.Decisions;
using Escalation.Statistics.Sorting;

namespace Escalation.Calibration;

/// <summary>Acted items, errors and losses at every threshold of a grid.</summary>
internal abstract class GridCounts
{
    internal abstract long Acted(int index);

    /// <summary>The acted items with any loss.</summary>
    internal abstract long Errors(int index);

    /// <summary>The sum of the losses of the acted items; null where it was not asked for.</summary>
    internal virtual double? LossSum(int index) => null;

    /// <summary>Takes counts in which scores at or above a threshold act, with the sums of bounded losses or without.</summary>
    internal static GridCounts Of(ThresholdCounts counts, bool withSums) => new Counted(counts, withSums);

    /// <summary>Counts in one pass, without sorting: see <see cref="ThresholdCounter"/>. A grid of observed scores is about as long as the data, which are then sorted by radix.</summary>
    internal static GridCounts Of(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, bool withSums = false, int maxWorkers = 1)
    {
        if (grid.Origin == ThresholdGridOrigin.Observed && !withSums)
        {
            using var candidates = ObservedCounts.Of(scores, LossColumn.Of(losses), maxWorkers);
            return new CandidateCounts(candidates, grid);
        }

        var counter = new ThresholdCounter(grid, losses: withSums ? CountedLosses.Bounded : CountedLosses.ZeroOne);
        if (maxWorkers == 1)
        {
            counter.Add(scores, losses);
        }
        else
        {
            counter.AddParallel(scores, losses, maxWorkers);
        }

        return Of(counter.ToCounts(), withSums);
    }

    /// <summary>How many of the ascending thresholds act on a score.</summary>
    internal static int CountActing(ReadOnlySpan<double> thresholds, double score)
    {
        int low = 0;
        int high = thresholds.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            (low, high) = ScoreComparison.Escalates(ScoreDirection.HigherActs, score, thresholds[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private sealed class Counted(ThresholdCounts counts, bool withSums) : GridCounts
    {
        internal override long Acted(int index) => counts.Acted(index);

        internal override long Errors(int index) => counts.Errors(index);

        internal override double? LossSum(int index) => withSums ? counts.LossSum(index) : null;
    }
}
