using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration.Counting;

/// <summary>Scores in double precision: two vectors of four, whose positions are then rounded to single precision.</summary>
internal readonly struct DoubleLanes : IScoreLanes<double>
{
    private const nuint Half = 4;

    public static double LeastReaching(double threshold, bool strictly) => strictly ? double.BitIncrement(threshold) : threshold;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Positions(ref readonly double scores, Vector256<double> origin, Vector256<double> scale) =>
        Vector256.Narrow(
            (Vector256.LoadUnsafe(in scores) - origin) * scale,
            (Vector256.LoadUnsafe(in scores, Half) - origin) * scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AtLeast(ref readonly double scores, ref readonly double bounds) =>
        AtLeast(in scores, Vector256.LoadUnsafe(in bounds), Vector256.LoadUnsafe(in bounds, Half));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> AtLeast(ref readonly double scores, ReadOnlySpan<double> bounds, Vector256<int> indices) =>
        AtLeast(
            in scores,
            Vector256.Create(bounds[indices[0]], bounds[indices[1]], bounds[indices[2]], bounds[indices[3]]),
            Vector256.Create(bounds[indices[4]], bounds[indices[5]], bounds[indices[6]], bounds[indices[7]]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> AtLeast(ref readonly double scores, Vector256<double> lower, Vector256<double> upper) =>
        Vector256.Narrow(
            Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(in scores), lower).AsInt64(),
            Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(in scores, Half), upper).AsInt64());
}
