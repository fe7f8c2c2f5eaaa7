using Escalation.Calibration.Counting;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Acted items, errors and losses at every threshold of a grid.</summary>
internal sealed class GridCounts
{
    private readonly ThresholdCounts _counts;

    /// <summary>Takes counts in which scores at or above a threshold act.</summary>
    internal GridCounts(ThresholdCounts counts) => _counts = counts;

    internal long Acted(int index) => _counts.Acted(index);

    /// <summary>The acted items with any loss.</summary>
    internal long Errors(int index) => _counts.Errors(index);

    /// <summary>The sum of the losses of the acted items; null where it was not asked for.</summary>
    internal double? LossSum(int index) => _counts.Losses == CountedLosses.Bounded ? _counts.LossSum(index) : null;

    /// <summary>Counts in one pass, without sorting: see <see cref="ThresholdCounter"/>.</summary>
    internal static GridCounts Of(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, bool withSums = false)
    {
        var counter = new ThresholdCounter(grid, losses: withSums ? CountedLosses.Bounded : CountedLosses.ZeroOne);
        counter.Add(scores, losses);
        return new GridCounts(counter.ToCounts());
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
}
