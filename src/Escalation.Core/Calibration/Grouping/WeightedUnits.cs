using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration.Grouping;

/// <summary>Weighted items in a seeded order: <c>alpha + (w / w_max) (delegated - alpha)</c>.</summary>
internal sealed class WeightedUnits : BudgetUnits
{
    private readonly int[] _least;
    private readonly double[] _delegated;
    private readonly double[] _acted;

    internal WeightedUnits(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, double maximum, DelegationBudgetOptions options, ThresholdGrid grid, long seed)
    {
        int[] order = SeededShuffle.Permutation(scores.Length, (ulong)seed);
        _least = new int[order.Length];
        _delegated = new double[order.Length];
        _acted = new double[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            _least[i] = BudgetGrid.LeastDelegating(grid, options.Direction, scores[order[i]]);
            _delegated[i] = ImportanceWeights.Transform(1.0, weights[order[i]], maximum, options.Alpha);
            _acted[i] = ImportanceWeights.Transform(0.0, weights[order[i]], maximum, options.Alpha);
        }
    }

    internal override int Count => _least.Length;

    internal override long? Clusters => null;

    internal override void Fill(int step, Span<double> values)
    {
        for (int i = 0; i < _least.Length; i++)
        {
            values[i] = _least[i] <= step ? _delegated[i] : _acted[i];
        }
    }
}
