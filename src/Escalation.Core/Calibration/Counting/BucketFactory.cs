using System.Numerics;
using Escalation.Decisions;

namespace Escalation.Calibration.Counting;

/// <summary>Makes the buckets of a grid: by arithmetic where the grid is even, by a table elsewhere.</summary>
internal static class BucketFactory
{
    private const int CellsPerThreshold = 8;
    private const int MostCells = 1 << 20;

    internal static ScoreBuckets<double> ForDoubles(ThresholdGrid grid, ScoreDirection direction) => Create<double, DoubleLanes>(grid, direction);

    internal static ScoreBuckets<float> ForSingles(ThresholdGrid grid, ScoreDirection direction) => Create<float, SingleLanes>(grid, direction);

    /// <summary>Whether a score equal to the threshold stays below it: of the two sides of a threshold it is always the one that acts which has the threshold itself, see <see cref="ScoreComparison"/>.</summary>
    private static bool Strictly(ScoreDirection direction) => direction == ScoreDirection.HigherDelegates;

    private static ScoreBuckets<T> Create<T, TLanes>(ThresholdGrid grid, ScoreDirection direction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, IScoreLanes<T>
    {
        bool strictly = Strictly(direction);
        var bounds = new T[grid.Count];
        for (int j = 0; j < bounds.Length; j++)
        {
            bounds[j] = TLanes.LeastReaching(grid.Thresholds[j], strictly);
        }

        return (ScoreBuckets<T>?)EvenBuckets<T, TLanes>.TryCreate(bounds) ?? Table<T, TLanes>(bounds);
    }

    private static ScoreBuckets<T> Table<T, TLanes>(T[] bounds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, IScoreLanes<T>
    {
        int cells = (int)Math.Min(MostCells, BitOperations.RoundUpToPowerOf2((ulong)bounds.Length * CellsPerThreshold));
        return new TableBuckets<T, TLanes>(bounds, GradedMap<T, TLanes>.Choose(bounds, cells));
    }
}
