using System.Numerics;
using System.Numerics.Tensors;
using Escalation.Decisions;

namespace Escalation.Calibration.Counting;

/// <summary>Counts, for every threshold of a fixed grid, the items acted on and the errors among them, from scores that may arrive in any number of pieces and on any number of machines.</summary>
/// <remarks>
/// Nothing is sorted and nothing kept but the counts, so the number of items is not bounded by memory: one pass, <c>O(1)</c> for each score on an even grid and on most others, <c>O(log m)</c> at worst for m thresholds.
/// Counts are exact at ties: they agree with <see cref="ScoreComparison"/> on every score and threshold. They are integers, so the order of the pieces and of merging does not matter.
/// Adding on one thread allocates nothing once the first piece of its type of score has been added; on several, counts for each of them. Not safe for several threads at once: give each its own counter and merge them, or let the counter share the work out itself.
/// </remarks>
public sealed partial class ThresholdCounter
{
    private const int BlockLength = 1_024;
    private const uint MinusOne = uint.MaxValue;

    private readonly BucketTally _tally;
    private readonly UInt128[]? _units;
    private ScoreBuckets<double>? _doubles;
    private ScoreBuckets<float>? _singles;

    /// <summary>Creates an empty counter.</summary>
    /// <param name="grid">The thresholds, fixed before a label is read.</param>
    /// <param name="direction">Which side of a threshold acts: score &gt;= threshold for <see cref="ScoreDirection.HigherActs"/> and <see cref="ScoreDirection.LowerDelegates"/>, score &lt;= threshold for <see cref="ScoreDirection.HigherDelegates"/>.</param>
    /// <param name="losses">Which losses come with the scores.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="grid"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="direction"/> or <paramref name="losses"/> is not one of its enum.</exception>
    public ThresholdCounter(ThresholdGrid grid, ScoreDirection direction = ScoreDirection.HigherActs, CountedLosses losses = CountedLosses.ZeroOne)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Grid = grid;
        Direction = Enum.IsDefined(direction) ? direction : throw new ArgumentOutOfRangeException(nameof(direction), direction, "Not a score direction.");
        Losses = Enum.IsDefined(losses) ? losses : throw new ArgumentOutOfRangeException(nameof(losses), losses, "Not a kind of losses.");
        _tally = new BucketTally(grid.Count + 1);
        _units = losses == CountedLosses.Bounded ? new UInt128[grid.Count + 1] : null;
    }

    /// <summary>The thresholds.</summary>
    public ThresholdGrid Grid { get; }

    /// <summary>Which side of a threshold acts.</summary>
    public ScoreDirection Direction { get; }

    /// <summary>Which losses come with the scores.</summary>
    public CountedLosses Losses { get; }

    /// <summary>How many items were added.</summary>
    public long N => _tally.Items;

    /// <summary>Adds scores without losses, where the counter takes none.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <exception cref="ArgumentException">Thrown when a score is NaN or infinite, naming its index; nothing is added then.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the counter takes losses.</exception>
    /// <exception cref="OverflowException">Thrown when there would be more than 2^63 - 1 items; nothing is added then.</exception>
    public void Add(ReadOnlySpan<double> scores) => Add(scores, LossColumn.None(scores.Length));

    /// <inheritdoc cref="Add(ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> scores) => Add(scores, LossColumn.None(scores.Length));

    /// <summary>Adds scores with their losses.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="losses">One loss for each score: 0 or 1, and anything between where the counter takes <see cref="CountedLosses.Bounded"/> losses. True is 1.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is NaN or infinite, or a loss is not allowed, naming the first index; nothing is added then.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the counter takes no losses.</exception>
    /// <exception cref="OverflowException">Thrown when there would be more than 2^63 - 1 items; nothing is added then.</exception>
    public void Add(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses) => Add(scores, LossColumn.Of(losses));

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<double> scores, ReadOnlySpan<byte> losses) => Add(scores, LossColumn.Of(losses));

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<double> scores, ReadOnlySpan<bool> losses) => Add(scores, LossColumn.Of(losses));

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<double> losses) => Add(scores, LossColumn.Of(losses));

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<byte> losses) => Add(scores, LossColumn.Of(losses));

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<bool> losses) => Add(scores, LossColumn.Of(losses));

    /// <summary>Adds the counts of another counter or machine.</summary>
    /// <param name="counts">Counts over the same grid, in the same direction, of the same kind of losses.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="counts"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when grid, direction or losses differ; nothing is added then.</exception>
    /// <exception cref="OverflowException">Thrown when there would be more than 2^63 - 1 items; nothing is added then.</exception>
    public void Merge(ThresholdCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        counts.RequireLike(Grid, Direction, Losses, nameof(counts));
        _tally.Add(counts.Items, counts.ErrorItems, counts.N);
        for (int bucket = 0; bucket < counts.Units.Length; bucket++)
        {
            _units![bucket] += counts.Units[bucket];
        }
    }

    /// <summary>The counts so far. Later additions do not change them.</summary>
    /// <param name="dataSha256">The fingerprint of the data, as <see cref="CalibrationFingerprint"/> computes it beside the counting, to travel with the counts; null when there is none.</param>
    /// <exception cref="ArgumentException">Thrown when the fingerprint is not 64 lowercase hexadecimal digits.</exception>
    public ThresholdCounts ToCounts(string? dataSha256 = null)
    {
        long[] items = new long[Grid.Count + 1];
        long[] errors = new long[items.Length];
        _tally.CopyTo(items, errors);
        return new ThresholdCounts(Grid, Direction, Losses, items, errors, _units is null ? [] : [.. _units], Hex.RequireSha256(dataSha256, nameof(dataSha256)));
    }

    /// <summary>Forgets everything that was added.</summary>
    public void Clear()
    {
        _tally.Clear();
        Array.Clear(_units ?? []);
    }

    private void Add(ReadOnlySpan<double> scores, LossColumn losses) =>
        Add(_doubles ??= BucketFactory.ForDoubles(Grid, Direction), scores, losses);

    private void Add(ReadOnlySpan<float> scores, LossColumn losses) =>
        Add(_singles ??= BucketFactory.ForSingles(Grid, Direction), scores, losses);

    /// <summary>Counts block by block; a fault takes back what was counted before it, so that no fault-free data pay for a pass of their own.</summary>
    private void Add<T>(ScoreBuckets<T> buckets, ReadOnlySpan<T> scores, LossColumn losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CountingFault.RequireKind(losses.IsNone, Losses);
        CountingFault.RequireLength(scores.Length, losses.Length);
        _tally.Reserve(scores.Length);
        int counted = Count(buckets, scores, losses, by: 1);
        if (counted < scores.Length)
        {
            Count(buckets, scores[..counted], losses, by: MinusOne);
            _tally.Release(scores.Length);
            CountingFault.Throw(scores, losses, counted, Losses == CountedLosses.Bounded);
        }
    }

    /// <summary>Counts up to the first block with a fault and returns how many scores that were.</summary>
    private int Count<T>(ScoreBuckets<T> buckets, ReadOnlySpan<T> scores, LossColumn losses, uint by)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<int> slots = stackalloc int[BlockLength];
        for (int at = 0; at < scores.Length; at += BlockLength)
        {
            ReadOnlySpan<T> block = scores.Slice(at, Math.Min(BlockLength, scores.Length - at));
            slots = slots[..block.Length];
            if (!TensorPrimitives.IsFiniteAll(block))
            {
                return at;
            }

            Prefetch.Lines(scores.Slice(at + block.Length, Math.Min(BlockLength, scores.Length - at - block.Length)));
            buckets.Find(block, slots);
            if (!losses.TryAppend(at, slots, _units is not null))
            {
                return at;
            }

            _tally.Add(slots, by);
            AddUnits(slots, losses, at, by);
        }

        return scores.Length;
    }

    private void AddUnits(ReadOnlySpan<int> slots, LossColumn losses, int at, uint by)
    {
        if (_units is not { } sums)
        {
            return;
        }

        for (int i = 0; i < slots.Length; i++)
        {
            UInt128 units = losses.Units(at + i);
            sums[slots[i] >> 1] += by == MinusOne ? UInt128.Zero - units : units;
        }
    }
}
