using Escalation.Decisions;

namespace Escalation.Calibration.RiskControl;

/// <summary>What the rule "escalate when score &gt; tau" does to a set of items at every threshold of a grid, as integers.</summary>
internal sealed class JointCounts
{
    private readonly int[] _acted;
    private readonly int[] _wrongActs;
    private readonly int[] _sparedEscalations;
    private readonly int _wrongEscalations;

    private JointCounts(int items, int[] acted, int[] wrongActs, int[] sparedEscalations, int wrongEscalations)
    {
        Items = items;
        _acted = acted;
        _wrongActs = wrongActs;
        _sparedEscalations = sparedEscalations;
        _wrongEscalations = wrongEscalations;
    }

    /// <summary>How many items there are.</summary>
    internal int Items { get; }

    internal int Thresholds => _acted.Length;

    /// <summary>How many items a threshold acts on; never fewer than a lower threshold.</summary>
    internal int Acted(int index) => _acted[index];

    internal int Delegated(int index) => Items - _acted[index];

    /// <summary>How many of the acted items are wrong acts.</summary>
    internal int WrongActs(int index) => _wrongActs[index];

    /// <summary>How many items end wrong, whoever answers them: wrong acts where it acts, wrong escalations elsewhere.</summary>
    internal int SystemErrors(int index) => _wrongActs[index] + _wrongEscalations - _sparedEscalations[index];

    /// <summary>The cost of a threshold for each item, in escalations; without a ratio of costs the share of wrong answers.</summary>
    internal double Cost(int index, double? costRatio) => costRatio is { } ratio
        ? ((ratio * SystemErrors(index)) + Delegated(index)) / Items
        : (double)SystemErrors(index) / Items;

    /// <summary>The index of least cost among some thresholds, the highest of them in a tie, which delegates least; null when there is none.</summary>
    internal int? Cheapest(double? costRatio, Func<int, bool> among)
    {
        int? best = null;
        double least = double.PositiveInfinity;
        for (int index = 0; index < Thresholds; index++)
        {
            if (among(index) && Cost(index, costRatio) is var cost && cost <= least)
            {
                (best, least) = (index, cost);
            }
        }

        return best;
    }

    /// <summary>Counts without sorting: each item finds the lowest threshold that acts on it by bisection, and the counts are summed upwards. <c>O(n log m)</c> for m thresholds.</summary>
    internal static JointCounts Of(ThresholdGrid grid, ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossEscalate, ReadOnlySpan<int> items)
    {
        ReadOnlySpan<double> thresholds = grid.Thresholds;
        int[] acted = new int[thresholds.Length];
        int[] wrongActs = new int[thresholds.Length];
        int[] spared = new int[thresholds.Length];
        int wrongEscalations = 0;
        foreach (int item in items)
        {
            int wrongEscalation = lossEscalate[item] == 0.0 ? 0 : 1;
            wrongEscalations += wrongEscalation;
            int lowest = LowestActing(thresholds, scores[item]);
            if (lowest < thresholds.Length)
            {
                acted[lowest]++;
                wrongActs[lowest] += lossAct[item] == 0.0 ? 0 : 1;
                spared[lowest] += wrongEscalation;
            }
        }

        for (int j = 1; j < thresholds.Length; j++)
        {
            acted[j] += acted[j - 1];
            wrongActs[j] += wrongActs[j - 1];
            spared[j] += spared[j - 1];
        }

        return new JointCounts(items.Length, acted, wrongActs, spared, wrongEscalations);
    }

    /// <summary>The index of the lowest threshold that acts on a score; the number of thresholds when none does.</summary>
    private static int LowestActing(ReadOnlySpan<double> thresholds, double score)
    {
        int low = 0;
        int high = thresholds.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            (low, high) = ScoreComparison.Escalates(ScoreDirection.HigherDelegates, score, thresholds[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
