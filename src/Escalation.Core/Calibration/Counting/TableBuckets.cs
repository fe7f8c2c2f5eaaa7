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
    private const int CellsPerThreshold = 8;
    private const int MostCells = 1 << 20;
    private const int BlockLength = 512;

    private readonly T[] _bounds;
    private readonly CellMap<T, TLanes> _map;

    /// <summary>For each cell how many bounds lie in lower cells; the complement of that where the cell itself holds several.</summary>
    private readonly int[] _lower;

    /// <summary>For each cell the first bound that lies in no lower cell, infinity where there is none; where the cell holds several, infinity, so that no score reaches it.</summary>
    private readonly T[] _next;

    /// <summary>For the first of several bounds in one cell, the end of them.</summary>
    private readonly int[] _end;

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
        _lower = new int[cells];
        _next = new T[cells];
        _end = new int[bounds.Length];
        Tabulate(CellsOf(bounds));
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
            LookUp(found, next);
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
    private void LookUp(Span<int> buckets, Span<T> next)
    {
        ReadOnlySpan<int> lower = _lower;
        ReadOnlySpan<T> nextOf = _next;
        next = next[..buckets.Length];
        for (int i = 0; i < buckets.Length; i++)
        {
            int cell = buckets[i];
            buckets[i] = lower[cell];
            next[i] = nextOf[cell];
        }
    }

    private void Compare(ReadOnlySpan<T> scores, Span<int> buckets, ReadOnlySpan<T> next)
    {
        ref T score = ref MemoryMarshal.GetReference(scores);
        ref T bound = ref MemoryMarshal.GetReference(next);
        ref int bucket = ref MemoryMarshal.GetReference(buckets);
        for (nuint i = 0; i < (nuint)scores.Length; i += CellMap<T, TLanes>.Width)
        {
            Vector256<int> reached = TLanes.AtLeast(ref Unsafe.Add(ref score, i), ref Unsafe.Add(ref bound, i));
            Vector256<int> found = Vector256.LoadUnsafe(ref bucket, i) - reached;
            found.StoreUnsafe(ref bucket, i);
            if (Vector256.LessThanAny(found, Vector256<int>.Zero))
            {
                Bisect(scores.Slice((int)i, CellMap<T, TLanes>.Width), buckets.Slice((int)i, CellMap<T, TLanes>.Width));
            }
        }
    }

    /// <summary>Finds the buckets of scores in cells that hold several bounds.</summary>
    private void Bisect(ReadOnlySpan<T> scores, Span<int> buckets)
    {
        for (int i = 0; i < buckets.Length; i++)
        {
            if (buckets[i] < 0)
            {
                int first = ~buckets[i];
                buckets[i] = first + CountReached(_bounds.AsSpan(first.._end[first]), scores[i]);
            }
        }
    }

    private void Tabulate(ReadOnlySpan<int> cellOf)
    {
        int j = 0;
        for (int cell = 0; cell < _lower.Length; cell++)
        {
            int first = j;
            while (j < _bounds.Length && cellOf[j] == cell)
            {
                j++;
            }

            bool several = j - first > 1;
            _lower[cell] = several ? ~first : first;
            _next[cell] = several || first == _bounds.Length ? T.PositiveInfinity : _bounds[first];
            if (several)
            {
                _end[first] = j;
            }
        }
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
