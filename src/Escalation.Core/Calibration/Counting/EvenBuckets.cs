using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Buckets of an even grid by arithmetic alone: a step of the grid is cut into 2^shift cells, and each threshold lies in the middle one of its own.</summary>
/// <remarks>
/// That it does lie there is checked for every threshold when the object is made; since cells never decrease with the score, the bucket then follows from the cell, except in the middle cells, where the score is compared with the threshold.
/// Fewer than one score in a hundred meets a middle cell, unless scores and thresholds share a lattice; then all of them are compared, eight at a time.
/// </remarks>
internal sealed class EvenBuckets<T, TLanes> : ScoreBuckets<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, IScoreLanes<T>
{
    private const int FinestShift = 8;

    /// <summary>Positions stay far inside the integers that single precision counts without a gap.</summary>
    private const int MostCells = 1 << 22;

    private readonly T[] _bounds;
    private readonly CellMap<T, TLanes> _map;
    private readonly int _shift;

    private EvenBuckets(T[] bounds, CellMap<T, TLanes> map, int shift)
    {
        _bounds = bounds;
        _map = map;
        _shift = shift;
    }

    /// <summary>The buckets of ascending bounds; null when they are not even enough.</summary>
    internal static EvenBuckets<T, TLanes>? TryCreate(T[] bounds)
    {
        int count = bounds.Length;
        double step = (double.CreateChecked(bounds[^1]) - double.CreateChecked(bounds[0])) / (count - 1);
        for (int shift = FinestShift; shift > 0; shift--)
        {
            int cells = 1 << shift;
            if (count > MostCells / cells)
            {
                continue;
            }

            // A step that is no number, as that of a single threshold, or without end gives a map that does not fit.
            var map = new CellMap<T, TLanes>(bounds[0], T.CreateSaturating(cells / step), (cells / 2) + 0.5f, (count * cells) - 1);
            if (Fits(map, bounds, shift))
            {
                return new EvenBuckets<T, TLanes>(bounds, map, shift);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    protected override void FindWhole(ReadOnlySpan<T> scores, Span<int> buckets)
    {
        int shift = _shift;
        var middle = Vector256.Create(1 << (shift - 1));
        Vector256<int> mask = Vector256.Create(1 << shift) - Vector256<int>.One;
        Vector256<T> origin = _map.Origin;
        Vector256<T> scale = _map.Scale;
        Vector256<float> offset = _map.Offset;
        Vector256<float> most = _map.Most;
        ref T score = ref MemoryMarshal.GetReference(scores);
        ref int bucket = ref MemoryMarshal.GetReference(buckets[..scores.Length]);
        for (nuint at = 0; at < (nuint)scores.Length; at += CellMap<T, TLanes>.Width)
        {
            Vector256<int> cells = CellMap<T, TLanes>.Cells(ref Unsafe.Add(ref score, at), origin, scale, offset, most);
            Vector256<int> found = Vector256.ShiftRightArithmetic(cells + middle, shift);
            Vector256<int> undecided = Vector256.Equals(cells & mask, middle);
            if (undecided != Vector256<int>.Zero)
            {
                found = Compare(ref Unsafe.Add(ref score, at), Vector256.ShiftRightArithmetic(cells, shift), undecided, found);
            }

            found.StoreUnsafe(ref bucket, at);
        }
    }

    /// <summary>The buckets of scores in middle cells: the threshold's own bucket, or the next one when the score reaches it.</summary>
    private Vector256<int> Compare(ref readonly T scores, Vector256<int> thresholds, Vector256<int> undecided, Vector256<int> found) =>
        Vector256.ConditionalSelect(undecided, thresholds - TLanes.AtLeast(in scores, _bounds, thresholds), found);

    private static bool Fits(CellMap<T, TLanes> map, ReadOnlySpan<T> bounds, int shift)
    {
        Span<T> scores = stackalloc T[CellMap<T, TLanes>.Width];
        for (int j = 0; j < bounds.Length; j += scores.Length)
        {
            int used = Math.Min(scores.Length, bounds.Length - j);
            bounds.Slice(j, used).CopyTo(scores);
            Vector256<int> cells = CellMap<T, TLanes>.Cells(ref scores[0], map.Origin, map.Scale, map.Offset, map.Most);
            for (int k = 0; k < used; k++)
            {
                if (cells[k] != ((j + k) << shift) + (1 << (shift - 1)))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
