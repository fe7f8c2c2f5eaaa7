using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Scores in single precision. They are compared in single precision as well, which is exact because thresholds are rounded towards the scores that reach them.</summary>
internal readonly struct SingleLanes : IScoreLanes<float>
{
    public static float LeastReaching(double threshold, bool strictly)
    {
        float nearest = (float)threshold;
        return nearest > threshold || (nearest == threshold && !strictly) ? nearest : float.BitIncrement(nearest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Positions(ref readonly float scores, Vector256<float> origin, Vector256<float> scale) =>
        (Vector256.LoadUnsafe(in scores) - origin) * scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AtLeast(ref readonly float scores, ref readonly float bounds) =>
        Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(in scores), Vector256.LoadUnsafe(in bounds)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AtLeast(ref readonly float scores, ReadOnlySpan<float> bounds, Vector256<int> indices)
    {
        var picked = Vector256.Create(
            bounds[indices[0]], bounds[indices[1]], bounds[indices[2]], bounds[indices[3]],
            bounds[indices[4]], bounds[indices[5]], bounds[indices[6]], bounds[indices[7]]);
        return Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(in scores), picked).AsInt32();
    }
}
