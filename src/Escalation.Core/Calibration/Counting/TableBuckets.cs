using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Buckets of any grid by a table: the range is cut into even cells, several times as many as there are thresholds, and the cell of a score tells how many thresholds lie in lower cells and which one comes next.</summary>
/// <remarks>One comparison with that threshold gives the bucket; in the rare cell that holds several, bisection does.</remarks>
internal sealed class TableBuckets<T, TLanes> : ScoreBuckets<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, IScoreLanes<T>
{
    private const int CellsPerThreshold = 4;
    private const int MostCells = 1 << 20;
    private const int BlockLength = 512;

    private readonly T[] _bounds;
    private readonly CellMap<T, TLanes> _map;

    /// <summary>For each cell, and for one beyond the last, how many bounds lie in lower cells; the complement of that where the cell itself holds several.</summary>
    private readonly int[] _lower;

    /// <summary>For each cell the first bound that lies in no lower cell; infinity where there is none.</summary>
    private readonly T[] _next;

    internal TableBuckets(T[] bounds)
    {
        _bounds = bounds;
        int cells = (int)Math.Min(MostCells, BitOperations.RoundUpToPowerOf2((ulong)bounds.Length * CellsPerThreshold));
        var scale = T.CreateSaturating(cells / (double.CreateChecked(bounds[^1]) - double.CreateChecked(bounds[0])));
        if (!(scale > T.Zero && T.IsFinite(scale)))
        {
            // One threshold, or a range too small or too large to divide: a single cell is left to bisection.
            (cells, scale) = (1, T.One);
        }

        _map = new CellMap<T, TLanes>(bounds[0], scale, offset: 0f, most: cells - 1);
        (_lower, _next) = Tabulate(bounds, cells);
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
            MapCells(block, found);
            LookUp(block, found, next);
            Compare(block, found, next);
        }
    }

    private void MapCells(ReadOnlySpan<T> scores, Span<int> cells)
    {
        Vector256<T> origin = _map.Origin;
        Vector256<T> scale = _map.Scale;
        Vector256<float> offset = _map.Offset;
        Vector256<float> most = _map.Most;
        ref T score = ref MemoryMarshal.GetReference(scores);
        ref int cell = ref MemoryMarshal.GetReference(cells);
        for (nuint i = 0; i < (nuint)scores.Length; i += CellMap<T, TLanes>.Width)
        {
            CellMap<T, TLanes>.Cells(ref Unsafe.Add(ref score, i), origin, scale, offset, most).StoreUnsafe(ref cell, i);
        }
    }

    /// <summary>Replaces each cell by the bucket that the score has at least, and names the one bound that may lift it by one.</summary>
    private void LookUp(ReadOnlySpan<T> scores, Span<int> buckets, Span<T> next)
    {
        ReadOnlySpan<int> lower = _lower;
        ReadOnlySpan<T> nextOf = _next;
        for (int i = 0; i < buckets.Length; i++)
        {
            int cell = buckets[i];
            int least = lower[cell];
            next[i] = nextOf[cell];
            if (least < 0)
            {
                int end = lower[cell + 1];
                least = Bisect(_bounds, scores[i], ~least, end < 0 ? ~end : end);
                next[i] = T.PositiveInfinity;
            }

            buckets[i] = least;
        }
    }

    private static void Compare(ReadOnlySpan<T> scores, Span<int> buckets, ReadOnlySpan<T> next)
    {
        ref T score = ref MemoryMarshal.GetReference(scores);
        ref T bound = ref MemoryMarshal.GetReference(next);
        ref int bucket = ref MemoryMarshal.GetReference(buckets);
        for (nuint i = 0; i < (nuint)scores.Length; i += CellMap<T, TLanes>.Width)
        {
            Vector256<int> reached = TLanes.AtLeast(ref Unsafe.Add(ref score, i), ref Unsafe.Add(ref bound, i));
            (Vector256.LoadUnsafe(ref bucket, i) - reached).StoreUnsafe(ref bucket, i);
        }
    }

    private (int[] Lower, T[] Next) Tabulate(T[] bounds, int cells)
    {
        int[] lower = new int[cells + 1];
        var next = new T[cells];
        int[] cellOf = CellsOf(bounds);
        int j = 0;
        for (int cell = 0; cell < cells; cell++)
        {
            int first = j;
            next[cell] = j < bounds.Length ? bounds[j] : T.PositiveInfinity;
            while (j < bounds.Length && cellOf[j] == cell)
            {
                j++;
            }

            lower[cell] = j - first > 1 ? ~first : first;
        }

        lower[cells] = bounds.Length;
        return (lower, next);
    }

    private int[] CellsOf(T[] bounds)
    {
        int padded = (bounds.Length + CellMap<T, TLanes>.Width - 1) & -CellMap<T, TLanes>.Width;
        var scores = new T[padded];
        bounds.CopyTo(scores, 0);
        int[] cells = new int[padded];
        MapCells(scores, cells);
        return cells;
    }
}
