using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>Acted items and errors at every threshold of a grid, as integers.</summary>
internal sealed class GridCounts
{
    private readonly int[] _acted;
    private readonly int[] _errors;

    private GridCounts(int[] acted, int[] errors)
    {
        _acted = acted;
        _errors = errors;
    }

    internal int Acted(int index) => _acted[index];

    internal int Errors(int index) => _errors[index];

    /// <summary>Sorts nothing: each score finds the thresholds that act on it by bisection, <c>O(n log m)</c> for m thresholds, and the counts are summed from the strictest threshold down.</summary>
    internal static GridCounts Of(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        ReadOnlySpan<double> thresholds = grid.Thresholds;
        int[] acted = new int[thresholds.Length];
        int[] errors = new int[thresholds.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            int strictest = CountActing(thresholds, scores[i]) - 1;
            if (strictest >= 0)
            {
                acted[strictest]++;
                errors[strictest] += losses[i] == 0.0 ? 0 : 1;
            }
        }

        for (int j = thresholds.Length - 2; j >= 0; j--)
        {
            acted[j] += acted[j + 1];
            errors[j] += errors[j + 1];
        }

        return new GridCounts(acted, errors);
    }

    /// <summary>How many of the ascending thresholds act on a score.</summary>
    private static int CountActing(ReadOnlySpan<double> thresholds, double score)
    {
        int low = 0;
        int high = thresholds.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (ScoreComparison.Escalates(ScoreDirection.HigherActs, score, thresholds[middle]))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
