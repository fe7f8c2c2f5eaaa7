using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Buckets of any grid by a table: the range is cut into several times as many cells as there are thresholds, and the cell of a score tells how many thresholds lie in lower cells and so which one comes next.</summary>
/// <remarks>
/// One comparison with that threshold gives the bucket; in the rare cell that holds several, bisection does. A crowded cell names a place behind the last threshold, where infinity stands, so that no score reaches it and the bucket that comes out, one above all buckets, shows that there is work left.
/// What is looked up for each score is kept small, an index of 16 bits where that is enough, so that it stays in the nearest cache beside the counters.
/// </remarks>
internal sealed class TableBuckets<T, TLanes, TIndex> : ScoreBuckets<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, IScoreLanes<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private const int BlockLength = 512;

    private readonly int _count;
    private readonly GradedMap<T, TLanes> _map;

    /// <summary>For each cell how many bounds lie in lower cells; for a crowded one <c>_count + 1</c> and its number among the crowded.</summary>
    private readonly TIndex[] _lower;

    /// <summary>The bounds, and infinity behind them for the last cells and for each crowded one.</summary>
    private readonly T[] _bounds;

    /// <summary>For each crowded cell where its bounds begin and end.</summary>
    private readonly (int First, int End)[] _crowds;

    /// <param name="bounds">Ascending.</param>
    /// <param name="map">A map, by which they should be spread well.</param>
    /// <param name="cellOf">The cell of each bound by that map.</param>
    internal TableBuckets(ReadOnlySpan<T> bounds, GradedMap<T, TLanes> map, ReadOnlySpan<int> cellOf)
    {
        _count = bounds.Length;
        _map = map;
        _lower = new TIndex[map.Cells];
        _crowds = Tabulate(cellOf[..bounds.Length]);
        _bounds = new T[bounds.Length + 1 + _crowds.Length];
        bounds.CopyTo(_bounds);
        _bounds.AsSpan(bounds.Length).Fill(T.PositiveInfinity);
    }

    /// <inheritdoc/>
    protected override void FindWhole(ReadOnlySpan<T> scores, Span<int> buckets)
    {
        Span<T> next = stackalloc T[BlockLength];
        for (int at = 0; at < scores.Length; at += BlockLength)
        {
            int length = Math.Min(BlockLength, scores.Length - at);
            ReadOnlySpan<T> block = scores.Slice(at, length);
            Span<int> found = buckets.Slice(at, length);
            _map.Map(block, found);
            LookUp(found, next);
            Compare(block, found, next);
        }
    }

    /// <summary>Replaces each cell by the bucket that the score has at least, and names the one bound that may lift it by one. Four at a time; the map gives no cell that the table lacks, and the table no bound that is not there.</summary>
    private void LookUp(Span<int> buckets, Span<T> next)
    {
        const nuint Unrolled = 4;
        ref TIndex lower = ref MemoryMarshal.GetArrayDataReference(_lower);
        ref T bounds = ref MemoryMarshal.GetArrayDataReference(_bounds);
        ref int bucket = ref MemoryMarshal.GetReference(buckets);
        ref T found = ref MemoryMarshal.GetReference(next[..buckets.Length]);
        for (nuint i = 0; i < (nuint)buckets.Length; i += Unrolled)
        {
            nuint first = Lower(ref lower, Unsafe.Add(ref bucket, i));
            nuint second = Lower(ref lower, Unsafe.Add(ref bucket, i + 1));
            nuint third = Lower(ref lower, Unsafe.Add(ref bucket, i + 2));
            nuint fourth = Lower(ref lower, Unsafe.Add(ref bucket, i + 3));
            Unsafe.Add(ref bucket, i) = (int)first;
            Unsafe.Add(ref bucket, i + 1) = (int)second;
            Unsafe.Add(ref bucket, i + 2) = (int)third;
            Unsafe.Add(ref bucket, i + 3) = (int)fourth;
            Unsafe.Add(ref found, i) = Unsafe.Add(ref bounds, first);
            Unsafe.Add(ref found, i + 1) = Unsafe.Add(ref bounds, second);
            Unsafe.Add(ref found, i + 2) = Unsafe.Add(ref bounds, third);
            Unsafe.Add(ref found, i + 3) = Unsafe.Add(ref bounds, fourth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Lower(ref TIndex lower, int cell) => nuint.CreateTruncating(Unsafe.Add(ref lower, (nuint)(uint)cell));

    private void Compare(ReadOnlySpan<T> scores, Span<int> buckets, ReadOnlySpan<T> next)
    {
        var last = Vector256.Create(_count);
        ref T score = ref MemoryMarshal.GetReference(scores);
        ref T bound = ref MemoryMarshal.GetReference(next);
        ref int bucket = ref MemoryMarshal.GetReference(buckets);
        for (nuint i = 0; i < (nuint)scores.Length; i += GradedMap<T, TLanes>.Width)
        {
            Vector256<int> reached = TLanes.AtLeast(ref Unsafe.Add(ref score, i), ref Unsafe.Add(ref bound, i));
            Vector256<int> found = Vector256.LoadUnsafe(ref bucket, i) - reached;
            found.StoreUnsafe(ref bucket, i);
            Vector256<int> crowded = Vector256.GreaterThan(found, last);
            if (crowded != Vector256<int>.Zero)
            {
                Bisect(scores, buckets, (int)i, Vector256.ExtractMostSignificantBits(crowded));
            }
        }
    }

    /// <summary>Finds the buckets of those of eight scores that lie in crowded cells.</summary>
    private void Bisect(ReadOnlySpan<T> scores, Span<int> buckets, int at, uint crowded)
    {
        for (; crowded != 0; crowded &= crowded - 1)
        {
            int i = at + BitOperations.TrailingZeroCount(crowded);
            (int first, int end) = _crowds[buckets[i] - _count - 1];
            buckets[i] = first + CountReached(_bounds.AsSpan(first..end), scores[i]);
        }
    }

    private (int First, int End)[] Tabulate(ReadOnlySpan<int> cellOf)
    {
        var crowds = new List<(int First, int End)>();
        int j = 0;
        for (int cell = 0; cell < _lower.Length; cell++)
        {
            int first = j;
            while (j < cellOf.Length && cellOf[j] == cell)
            {
                j++;
            }

            bool crowded = j - first > 1;
            _lower[cell] = TIndex.CreateChecked(crowded ? cellOf.Length + 1 + crowds.Count : first);
            if (crowded)
            {
                crowds.Add((first, j));
            }
        }

        return [.. crowds];
    }
}
