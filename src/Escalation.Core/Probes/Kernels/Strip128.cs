using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Probes.Kernels;

/// <summary>4 lanes of SSE or ARM.</summary>
internal readonly unsafe struct Strip128 : IStrip<Strip128>
{
    private readonly Vector128<float> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Strip128(Vector128<float> lanes) => _lanes = lanes;

    /// <inheritdoc/>
    public static int Width => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip128 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip128 MultiplyAdd(Strip128 x, Strip128 w, Strip128 sum) => new(Fused.MultiplyAdd(x._lanes, w._lanes, sum._lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Strip128 lanes, float* target) => lanes._lanes.Store(target);
}
