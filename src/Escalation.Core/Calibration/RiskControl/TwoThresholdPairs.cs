namespace Escalation.Calibration.RiskControl;

/// <summary>The pairs of a grid: lower threshold by lower threshold, each with its upper ones in ascending order, so that of equally good pairs the first asks the fewest persons, then the stronger model the least.</summary>
internal sealed class TwoThresholdPairs
{
    private readonly List<(int Low, int High)> _pairs = [];

    /// <param name="grid">The thresholds.</param>
    /// <param name="withEqual">Whether a pair may have equal thresholds, which never ask the stronger model.</param>
    internal TwoThresholdPairs(ThresholdGrid grid, bool withEqual)
    {
        var thresholds = new List<TwoThresholds>();
        for (int low = 0; low < grid.Count; low++)
        {
            for (int high = withEqual ? low : low + 1; high < grid.Count; high++)
            {
                _pairs.Add((low, high));
                thresholds.Add(new TwoThresholds(grid.Thresholds[low], grid.Thresholds[high]));
            }
        }

        Thresholds = thresholds;
    }

    internal IReadOnlyList<TwoThresholds> Thresholds { get; }

    internal int Count => _pairs.Count;

    internal (int Low, int High) this[int index] => _pairs[index];

    /// <summary>The measurements of all risks of all pairs, from counts.</summary>
    internal RiskMeasurement[] Measure(TwoThresholdCounts counts, List<(TwoThresholdRisk Risk, double Bound)> bounds)
    {
        var measurements = new RiskMeasurement[_pairs.Count * bounds.Count];
        for (int pair = 0; pair < _pairs.Count; pair++)
        {
            for (int i = 0; i < bounds.Count; i++)
            {
                (long occurrences, long trials) = counts.Of(bounds[i].Risk, _pairs[pair].Low, _pairs[pair].High);
                measurements[(pair * bounds.Count) + i] = RiskMeasurement.AtMost(occurrences, trials, bounds[i].Bound);
            }
        }

        return measurements;
    }
}
