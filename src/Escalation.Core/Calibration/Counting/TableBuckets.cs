using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Buckets of any grid by a table: the range is cut into several times as many cells as there are thresholds, and the cell of a score tells how many thresholds lie in lower cells and so which one comes next, and where in the cell that one lies.</summary>
/// <remarks>
/// The place of the score within the cell, set against that of the threshold, gives the bucket: both follow from the numbers without ever decreasing, so a lower place is a lower number. Only at the same place the numbers themselves are compared, eight at a time; in the rare cell that holds several thresholds, bisection does.
/// A crowded cell names a bucket above all buckets, so that what comes out shows that there is work left.
/// One word of 32 bits is looked up for each score, so that the table stays in the nearest cache.
/// </remarks>
internal sealed class TableBuckets<T, TLanes> : ScoreBuckets<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, IScoreLanes<T>
{
    private const int BlockLength = 512;
    private const int EntryBits = 31;

    private readonly int _count;
    private readonly GradedMap<T, TLanes> _map;

    /// <summary>How many of the last bits of a place are dropped, for grids so large that an entry would not hold them.</summary>
    private readonly int _drop;
    private readonly int _placeBits;

    /// <summary>For each cell how many bounds lie in lower cells, and behind it the place of its own bound, one more than the largest place when it has none; for a crowded one <c>_count + 1</c> and its number among the crowded.</summary>
    private readonly int[] _entries;

    /// <summary>The bounds, and infinity behind them for the last cells and for each crowded one.</summary>
    private readonly T[] _bounds;

    /// <summary>For each crowded cell where its bounds begin and end.</summary>
    private readonly (int First, int End)[] _crowds;

    /// <param name="bounds">Ascending.</param>
    /// <param name="map">A map, by which they should be spread well.</param>
    internal TableBuckets(ReadOnlySpan<T> bounds, GradedMap<T, TLanes> map)
    {
        _count = bounds.Length;
        _map = map;
        _entries = new int[map.Cells];

        // A crowded cell holds two bounds at the least.
        int largest = checked(bounds.Length + 1 + (bounds.Length / 2));
        _placeBits = Math.Clamp(EntryBits - 2 - BitOperations.Log2((uint)largest), 0, map.PlaceBits);
        _drop = map.PlaceBits - _placeBits;
        _crowds = Tabulate(map.CellsOf(bounds, out int[] places).AsSpan(0, bounds.Length), places);
        _bounds = new T[bounds.Length + 1 + _crowds.Length];
        bounds.CopyTo(_bounds);
        _bounds.AsSpan(bounds.Length).Fill(T.PositiveInfinity);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    protected override void FindWhole(ReadOnlySpan<T> scores, Span<int> buckets)
    {
        Span<int> places = stackalloc int[BlockLength];
        for (int at = 0; at < scores.Length; at += BlockLength)
        {
            int length = Math.Min(BlockLength, scores.Length - at);
            ReadOnlySpan<T> block = scores.Slice(at, length);
            Span<int> found = buckets.Slice(at, length);
            _map.Map(block, found, places);
            LookUp(found);
            Compare(block, found, places);
        }
    }

    /// <summary>Replaces each cell by its entry. Four at a time; the map gives no cell that the table lacks.</summary>
    private void LookUp(Span<int> cells)
    {
        const nuint Unrolled = 4;
        ref int entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        ref int cell = ref MemoryMarshal.GetReference(cells);
        for (nuint i = 0; i < (nuint)cells.Length; i += Unrolled)
        {
            int first = Unsafe.Add(ref entries, (nuint)(uint)Unsafe.Add(ref cell, i));
            int second = Unsafe.Add(ref entries, (nuint)(uint)Unsafe.Add(ref cell, i + 1));
            int third = Unsafe.Add(ref entries, (nuint)(uint)Unsafe.Add(ref cell, i + 2));
            int fourth = Unsafe.Add(ref entries, (nuint)(uint)Unsafe.Add(ref cell, i + 3));
            Unsafe.Add(ref cell, i) = first;
            Unsafe.Add(ref cell, i + 1) = second;
            Unsafe.Add(ref cell, i + 2) = third;
            Unsafe.Add(ref cell, i + 3) = fourth;
        }
    }

    /// <summary>Turns entries into buckets.</summary>
    private void Compare(ReadOnlySpan<T> scores, Span<int> buckets, ReadOnlySpan<int> places)
    {
        var last = Vector256.Create(_count);
        var within = Vector256.Create((2 << _placeBits) - 1);
        int bits = _placeBits + 1;
        int drop = _drop;
        ref int place = ref MemoryMarshal.GetReference(places);
        ref int bucket = ref MemoryMarshal.GetReference(buckets);
        for (nuint i = 0; i < (nuint)scores.Length; i += GradedMap<T, TLanes>.Width)
        {
            Vector256<int> entries = Vector256.LoadUnsafe(ref bucket, i);
            Vector256<int> bounds = entries & within;
            Vector256<int> own = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref place, i), drop);
            Vector256<int> lower = Vector256.ShiftRightLogical(entries, bits);
            Vector256<int> found = lower - Vector256.GreaterThan(own, bounds);
            Vector256<int> same = Vector256.Equals(own, bounds);
            Vector256<int> crowded = Vector256.GreaterThan(lower, last);
            found.StoreUnsafe(ref bucket, i);
            if ((same | crowded) != Vector256<int>.Zero)
            {
                if (same != Vector256<int>.Zero)
                {
                    Vector256.ConditionalSelect(same, lower - TLanes.AtLeast(in scores[(int)i], _bounds, lower), found).StoreUnsafe(ref bucket, i);
                }

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

    private (int First, int End)[] Tabulate(ReadOnlySpan<int> cellOf, ReadOnlySpan<int> places)
    {
        var crowds = new List<(int First, int End)>();
        int none = 1 << _placeBits;
        int j = 0;
        for (int cell = 0; cell < _entries.Length; cell++)
        {
            int first = j;
            while (j < cellOf.Length && cellOf[j] == cell)
            {
                j++;
            }

            bool crowded = j - first > 1;
            int lower = crowded ? cellOf.Length + 1 + crowds.Count : first;
            _entries[cell] = (lower << (_placeBits + 1)) | (j - first == 1 ? places[first] >> _drop : none);
            if (crowded)
            {
                crowds.Add((first, j));
            }
        }

        return [.. crowds];
    }
}
