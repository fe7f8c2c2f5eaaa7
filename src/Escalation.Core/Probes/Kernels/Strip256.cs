using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>8 lanes of AVX2 with FMA.</summary>
internal unsafe struct Strip256 : IStrip<Strip256>
{
    private Vector256<float> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Strip256(Vector256<float> lanes) => _lanes = lanes;

    /// <inheritdoc/>
    public static int Width => 8;

    /// <inheritdoc/>
    public static int Probes => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip256 Load(float* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip256 LoadActivations(float* source) => new(Subnormals.ToZero(Vector256.Load(source)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Strip256 sum, Strip256 x, Strip256 w) => sum._lanes = Fma.MultiplyAdd(x._lanes, w._lanes, sum._lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Strip256 lanes, float* target) => lanes._lanes.Store(target);
}
