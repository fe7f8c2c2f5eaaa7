using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Maps scores to cells <c>0 .. Cells - 1</c> that are even over the range, or grow with the distance from one of its ends as fast as the thresholds thin out there.</summary>
/// <remarks>
/// The position of a score in the range, moved up by an offset and clamped, is a positive number in single precision; its leading bits, read as an integer, are the cell. They grow with the logarithm of a number, by even steps from one power of two to the next: an offset as large as the range makes the cells even, a small one fine near the end that positions are counted from.
/// The bits behind the leading ones tell the place within the cell.
/// Every step, rounding included, is monotone in the score, so the cell is too, and never decreases. All that counting concludes from a cell rests on this alone, as with <see cref="CellMap{T, TLanes}"/>.
/// </remarks>
internal readonly struct GradedMap<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, IScoreLanes<T>
{
    /// <summary>How many scores are mapped at a time.</summary>
    internal const int Width = 8;

    /// <summary>The finest offset is 2^-40 of the range.</summary>
    private const int FinestExponent = 40;
    private const int ExponentStep = 4;

    /// <summary>Below one threshold in so many sharing its cell with another, nothing better is looked for.</summary>
    private const int FewEnough = 512;

    private readonly T _origin;
    private readonly T _scale;
    private readonly float _offset;
    private readonly float _most;
    private readonly int _shift;
    private readonly int _turn;
    private readonly int _first;

    /// <param name="origin">The end that positions are counted from.</param>
    /// <param name="scale">From distance to position; below zero when positions are counted down from the upper end.</param>
    /// <param name="offset">The least position, above zero, of those that are told apart.</param>
    /// <param name="most">The largest.</param>
    /// <param name="shift">How many of the last bits are dropped.</param>
    private GradedMap(T origin, T scale, float offset, float most, int shift)
    {
        int low = Cell(offset, shift);
        int high = Cell(most, shift);
        bool downwards = T.IsNegative(scale);
        _origin = origin;
        _scale = scale;
        _offset = offset;
        _most = most;
        _shift = shift;
        _turn = downwards ? -1 : 0;
        _first = downwards ? high + 1 : -low;
        Cells = high - low + 1;
    }

    internal int Cells { get; }

    /// <summary>How many bits tell the place within a cell.</summary>
    internal int PlaceBits => _shift;

    /// <summary>The map that leaves the fewest of ascending bounds sharing a cell, of those with about so many cells.</summary>
    internal static GradedMap<T, TLanes> Choose(ReadOnlySpan<T> bounds, int cells)
    {
        double range = double.CreateChecked(bounds[^1]) - double.CreateChecked(bounds[0]);
        var unit = T.CreateSaturating(1.0 / range);
        if (!(unit > T.Zero && T.IsFinite(unit)))
        {
            // One threshold, or a range too small or too large to divide: a single cell.
            return new GradedMap<T, TLanes>(bounds[0], T.One, 1f, 1f, shift: 0);
        }

        GradedMap<T, TLanes> best = Graded(bounds[0], unit, exponent: 0, cells);
        int crowded = best.CountCrowded(bounds);
        for (int exponent = ExponentStep; exponent <= FinestExponent && crowded > bounds.Length / FewEnough; exponent += ExponentStep)
        {
            foreach (GradedMap<T, TLanes> map in (ReadOnlySpan<GradedMap<T, TLanes>>)[Graded(bounds[0], unit, exponent, cells), Graded(bounds[^1], -unit, exponent, cells)])
            {
                int count = map.CountCrowded(bounds);
                (best, crowded) = count < crowded ? (map, count) : (best, crowded);
            }
        }

        return best;
    }

    /// <summary>The cells of a multiple of eight scores, and the places within them, which never decrease with the score either.</summary>
    internal void Map(ReadOnlySpan<T> scores, Span<int> cells, Span<int> places)
    {
        var origin = Vector256.Create(_origin);
        var scale = Vector256.Create(_scale);
        var least = Vector256.Create(_offset);
        var most = Vector256.Create(_most);
        var turn = Vector256.Create(_turn);
        var first = Vector256.Create(_first);
        var within = Vector256.Create((1 << _shift) - 1);
        int shift = _shift;
        ref T score = ref MemoryMarshal.GetReference(scores);
        ref int cell = ref MemoryMarshal.GetReference(cells[..scores.Length]);
        ref int place = ref MemoryMarshal.GetReference(places[..scores.Length]);
        for (nuint i = 0; i < (nuint)scores.Length; i += Width)
        {
            Vector256<float> positions = TLanes.Positions(in Unsafe.Add(ref score, i), origin, scale) + least;
            Vector256<int> bits = Vector256.MinNative(Vector256.MaxNative(positions, least), most).AsInt32() ^ turn;
            (bits & within).StoreUnsafe(ref place, i);
            (Vector256.ShiftRightArithmetic(bits, shift) + first).StoreUnsafe(ref cell, i);
        }
    }

    /// <summary>The cells of any number of scores.</summary>
    internal int[] CellsOf(ReadOnlySpan<T> scores) => CellsOf(scores, out _);

    /// <summary>The same with the places within them.</summary>
    internal int[] CellsOf(ReadOnlySpan<T> scores, out int[] places)
    {
        int padded = (scores.Length + Width - 1) & -Width;
        var copy = new T[padded];
        scores.CopyTo(copy);
        int[] cells = new int[padded];
        places = new int[padded];
        Map(copy, cells, places);
        return cells;
    }

    private static GradedMap<T, TLanes> Graded(T origin, T scale, int exponent, int cells)
    {
        float offset = MathF.ScaleB(1f, -exponent);
        float most = MathF.BitDecrement(1f + offset);
        int shift = 0;
        while (Cell(most, shift) - Cell(offset, shift) >= cells)
        {
            shift++;
        }

        return new GradedMap<T, TLanes>(origin, scale, offset, most, shift);
    }

    private static int Cell(float position, int shift) => BitConverter.SingleToInt32Bits(position) >> shift;

    /// <summary>How many bounds lie in a cell with a lower one.</summary>
    private int CountCrowded(ReadOnlySpan<T> bounds)
    {
        ReadOnlySpan<int> cells = CellsOf(bounds);
        int crowded = 0;
        for (int j = 1; j < bounds.Length; j++)
        {
            crowded += cells[j] == cells[j - 1] ? 1 : 0;
        }

        return crowded;
    }
}
