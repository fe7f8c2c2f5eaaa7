using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>Two registers of 128 bits: SSE2, and ARM.</summary>
internal readonly unsafe struct IntegerLanes128 : IIntegerLanes<IntegerLanes128>
{
    private readonly Vector128<int> _low;
    private readonly Vector128<int> _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private IntegerLanes128(Vector128<int> low, Vector128<int> high)
    {
        _low = low;
        _high = high;
    }

    /// <inheritdoc/>
    public static IntegerLanes128 Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes128 MultiplyAdd(IntegerLanes128 sum, sbyte* x, short* w)
    {
        Vector128<sbyte> lower = Vector128.Load(x);
        Vector128<sbyte> upper = Vector128.Load(x + 16);
        Vector128<int> low = Pairs(Vector128.WidenLower(lower), Vector128.Load(w)) + Pairs(Vector128.WidenUpper(lower), Vector128.Load(w + 8));
        Vector128<int> high = Pairs(Vector128.WidenLower(upper), Vector128.Load(w + 16)) + Pairs(Vector128.WidenUpper(upper), Vector128.Load(w + 24));
        return new IntegerLanes128(sum._low + low, sum._high + high);
    }

    /// <inheritdoc/>
    public static long Total(IntegerLanes128 sum) => Vector128.Sum(
        Vector128.WidenLower(sum._low) + Vector128.WidenUpper(sum._low) + Vector128.WidenLower(sum._high) + Vector128.WidenUpper(sum._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pairs(Vector128<short> x, Vector128<short> w) => Sse2.IsSupported
        ? Sse2.MultiplyAddAdjacent(x, w)
        : (Vector128.WidenLower(x) * Vector128.WidenLower(w)) + (Vector128.WidenUpper(x) * Vector128.WidenUpper(w));
}
