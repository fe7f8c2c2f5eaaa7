using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>Acted items and errors at every threshold of a grid, as integers.</summary>
internal sealed class GridCounts
{
    private readonly int[] _acted;
    private readonly int[] _errors;

    private readonly LossSum[]? _sums;

    private GridCounts(int[] acted, int[] errors, LossSum[]? sums)
    {
        _acted = acted;
        _errors = errors;
        _sums = sums;
    }

    internal int Acted(int index) => _acted[index];

    /// <summary>The acted items with any loss.</summary>
    internal int Errors(int index) => _errors[index];

    /// <summary>The sum of the losses of the acted items; null where it was not asked for.</summary>
    internal double? LossSum(int index) => _sums?[index].Value;

    /// <summary>Sorts nothing: each score finds the thresholds that act on it, at once where the grid is even and by bisection elsewhere, and the counts are summed from the strictest threshold down. <c>O(n log m)</c> at worst for m thresholds.</summary>
    internal static GridCounts Of(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, bool withSums = false)
    {
        ReadOnlySpan<double> thresholds = grid.Thresholds;
        int[] acted = new int[thresholds.Length];
        int[] errors = new int[thresholds.Length];
        LossSum[]? sums = withSums ? new LossSum[thresholds.Length] : null;
        double perUnit = (thresholds.Length - 1) / (grid.Last - grid.First);
        double scale = double.IsFinite(perUnit) ? perUnit : 0.0;
        for (int i = 0; i < scores.Length; i++)
        {
            int guess = scale == 0.0 ? 0 : (int)Math.Clamp((scores[i] - grid.First) * scale, 0.0, thresholds.Length - 1);
            int strictest = CountActing(thresholds, scores[i], guess) - 1;
            if (strictest >= 0)
            {
                acted[strictest]++;
                errors[strictest] += losses[i] == 0.0 ? 0 : 1;
                sums?[strictest].Add(losses[i]);
            }
        }

        for (int j = thresholds.Length - 2; j >= 0; j--)
        {
            acted[j] += acted[j + 1];
            errors[j] += errors[j + 1];
            sums?[j].Merge(sums[j + 1]);
        }

        return new GridCounts(acted, errors, sums);
    }

    /// <summary>How many of the ascending thresholds act on a score. The guess only saves comparisons: the answer always rests on the one comparison.</summary>
    internal static int CountActing(ReadOnlySpan<double> thresholds, double score, int guess = 0)
    {
        int low = 0;
        int high = thresholds.Length;
        if (Acts(score, thresholds[guess]))
        {
            low = guess + 1;
            if (low == high || !Acts(score, thresholds[low]))
            {
                return low;
            }
        }
        else
        {
            high = guess;
            if (high == 0 || Acts(score, thresholds[high - 1]))
            {
                return high;
            }
        }

        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            (low, high) = Acts(score, thresholds[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool Acts(double score, double threshold) => !ScoreComparison.Escalates(ScoreDirection.HigherActs, score, threshold);
}
