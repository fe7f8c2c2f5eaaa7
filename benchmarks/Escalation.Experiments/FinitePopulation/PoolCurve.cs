using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Experiments.FinitePopulation;

/// <summary>How many items of a population every threshold of a grid acts on, and how many of them are errors. Thresholds are numbered from the strictest.</summary>
internal sealed class PoolCurve
{
    private readonly int[] _acted;
    private readonly int[] _errors;

    /// <summary>Counts by the comparison that is deployed.</summary>
    internal PoolCurve(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        Size = scores.Length;
        _acted = new int[grid.Count];
        _errors = new int[grid.Count];
        for (int j = 0; j < grid.Count; j++)
        {
            double threshold = grid.Thresholds[^(j + 1)];
            for (int i = 0; i < scores.Length; i++)
            {
                bool acts = !ScoreComparison.Escalates(ScoreDirection.HigherActs, scores[i], threshold);
                _acted[j] += acts ? 1 : 0;
                _errors[j] += acts && losses[i] != 0.0 ? 1 : 0;
            }
        }
    }

    /// <summary>The number of items N.</summary>
    internal int Size { get; }

    /// <summary>The number of thresholds.</summary>
    internal int Count => _acted.Length;

    /// <summary>How many items the threshold acts on.</summary>
    internal int Acted(int threshold) => _acted[threshold];

    /// <summary>How many of them are errors.</summary>
    internal int Errors(int threshold) => _errors[threshold];

    /// <summary>The items that the threshold acts on and the next stricter one does not.</summary>
    internal Cell CellOf(int threshold)
    {
        int wrong = _errors[threshold] - (threshold == 0 ? 0 : _errors[threshold - 1]);
        return new Cell(_acted[threshold] - (threshold == 0 ? 0 : _acted[threshold - 1]) - wrong, wrong);
    }
}
