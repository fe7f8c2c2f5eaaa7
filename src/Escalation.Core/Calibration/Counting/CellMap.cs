using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Maps scores to cells <c>0 .. most</c>: <c>trunc(clamp((score - origin) * scale + offset, 0, most))</c>.</summary>
/// <remarks>
/// Every step, rounding included, is non-decreasing in the score, so the cell is too. All that counting concludes from a cell rests on this alone:
/// a score in a lower cell than a bound lies below the bound, a score in a higher cell lies above it; only a score in the bound's own cell needs a comparison. How well the cells fit the grid decides about speed, never about the result.
/// </remarks>
internal readonly struct CellMap<T, TLanes>(T origin, T scale, float offset, float most)
    where T : unmanaged
    where TLanes : struct, IScoreLanes<T>
{
    /// <summary>How many scores are mapped at a time.</summary>
    internal const int Width = 8;

    internal Vector256<T> Origin => Vector256.Create(origin);

    internal Vector256<T> Scale => Vector256.Create(scale);

    internal Vector256<float> Offset => Vector256.Create(offset);

    internal Vector256<float> Most => Vector256.Create(most);

    /// <summary>The cells of eight scores. The vectors are those of the map, made once before the loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Cells(ref readonly T scores, Vector256<T> origin, Vector256<T> scale, Vector256<float> offset, Vector256<float> most)
    {
        Vector256<float> positions = TLanes.Positions(in scores, origin, scale) + offset;
        return Vector256.ConvertToInt32Native(Vector256.MinNative(Vector256.MaxNative(positions, Vector256<float>.Zero), most));
    }
}
