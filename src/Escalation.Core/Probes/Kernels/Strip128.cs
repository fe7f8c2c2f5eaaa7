using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Probes.Kernels;

/// <summary>4 lanes of SSE or ARM.</summary>
internal unsafe struct Strip128 : IStrip<Strip128>
{
    private Vector128<float> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Strip128(Vector128<float> lanes) => _lanes = lanes;

    /// <inheritdoc/>
    public static int Width => 4;

    /// <inheritdoc/>
    public static int Probes => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip128 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip128 LoadActivations(float* source) => new(Subnormals.ToZero(Vector128.Load(source)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Strip128 sum, Strip128 x, Strip128 w) => sum._lanes = Fused.MultiplyAdd(x._lanes, w._lanes, sum._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Strip128 lanes, float* target) => lanes._lanes.Store(target);
}
