using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>Two registers of 256 bits: AVX2, with the fused multiply and add of AVX-VNNI where there is one.</summary>
internal readonly unsafe struct IntegerLanes256 : IIntegerLanes<IntegerLanes256>
{
    private readonly Vector256<int> _low;
    private readonly Vector256<int> _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private IntegerLanes256(Vector256<int> low, Vector256<int> high)
    {
        _low = low;
        _high = high;
    }

    /// <inheritdoc/>
    public static IntegerLanes256 Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes256 MultiplyAdd(IntegerLanes256 sum, sbyte* x, short* w) =>
        new(Add(sum._low, Avx2.ConvertToVector256Int16(x), Vector256.Load(w)), Add(sum._high, Avx2.ConvertToVector256Int16(x + 16), Vector256.Load(w + 16)));

    /// <inheritdoc/>
    public static long Total(IntegerLanes256 sum) => Vector256.Sum(
        Vector256.WidenLower(sum._low) + Vector256.WidenUpper(sum._low) + Vector256.WidenLower(sum._high) + Vector256.WidenUpper(sum._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add(Vector256<int> sum, Vector256<short> x, Vector256<short> w) =>
        AvxVnni.IsSupported ? AvxVnni.MultiplyWideningAndAdd(sum, x, w) : sum + Avx2.MultiplyAddAdjacent(x, w);
}
