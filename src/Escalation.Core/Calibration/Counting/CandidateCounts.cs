using Escalation.Statistics.Sorting;

namespace Escalation.Calibration.Counting;

/// <summary>Counts at the candidates that the calibration scores themselves make.</summary>
/// <remarks>Two integers for each candidate, of which there may be as many as items. Immutable and safe to share between threads.</remarks>
internal sealed class CandidateCounts : GridCounts
{
    private readonly int[] _acted;
    private readonly int[] _errors;

    /// <summary>Takes counts in ascending order of threshold.</summary>
    internal CandidateCounts(int[] acted, int[] errors)
    {
        _acted = acted;
        _errors = errors;
    }

    /// <summary>Counts at any thresholds: a walk along both.</summary>
    internal CandidateCounts(ObservedCounts candidates, ThresholdGrid grid)
    {
        ReadOnlySpan<double> thresholds = grid.Thresholds;
        _acted = new int[thresholds.Length];
        _errors = new int[thresholds.Length];
        int acting = 0;
        for (int i = thresholds.Length - 1; i >= 0; i--)
        {
            while (acting < candidates.Count && candidates.Score(acting) >= thresholds[i])
            {
                acting++;
            }

            if (acting > 0)
            {
                _acted[i] = (int)candidates.Acted(acting - 1);
                _errors[i] = (int)candidates.Errors(acting - 1);
            }
        }
    }

    internal override long Acted(int index) => _acted[index];

    internal override long Errors(int index) => _errors[index];
}
