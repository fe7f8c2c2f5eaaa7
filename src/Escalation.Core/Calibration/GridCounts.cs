using Escalation.Calibration.Counting;

namespace Escalation.Calibration;

/// <summary>Acted items and errors at every threshold of a grid, as integers.</summary>
internal sealed class GridCounts
{
    private readonly ThresholdCounts _counts;

    /// <summary>Takes counts in which scores at or above a threshold act.</summary>
    internal GridCounts(ThresholdCounts counts) => _counts = counts;

    internal long Acted(int index) => _counts.Acted(index);

    internal long Errors(int index) => _counts.Errors(index);

    /// <summary>Counts in one pass, without sorting: see <see cref="ThresholdCounter"/>.</summary>
    internal static GridCounts Of(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        var counter = new ThresholdCounter(grid);
        counter.Add(scores, losses);
        return new GridCounts(counter.ToCounts());
    }
}
