using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Probes.Kernels;

/// <summary>16 lanes of AVX-512.</summary>
internal unsafe struct Strip512 : IStrip<Strip512>
{
    private Vector512<float> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Strip512(Vector512<float> lanes) => _lanes = lanes;

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    public static int Probes => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip512 Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip512 LoadActivations(float* source) => new(Subnormals.ToZero(Vector512.Load(source)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Strip512 sum, Strip512 x, Strip512 w) => sum._lanes = Vector512.FusedMultiplyAdd(x._lanes, w._lanes, sum._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Strip512 lanes, float* target) => lanes._lanes.Store(target);
}
