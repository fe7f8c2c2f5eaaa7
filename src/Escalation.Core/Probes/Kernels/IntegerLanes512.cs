using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>One register of 512 bits: AVX-512BW. Without the hardware it gives the same sums, slowly.</summary>
internal readonly unsafe struct IntegerLanes512 : IIntegerLanes<IntegerLanes512>
{
    private readonly Vector512<int> _all;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private IntegerLanes512(Vector512<int> all) => _all = all;

    /// <inheritdoc/>
    public static IntegerLanes512 Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes512 MultiplyAdd(IntegerLanes512 sum, sbyte* x, short* w)
    {
        Vector256<sbyte> bytes = Vector256.Load(x);
        if (Avx512BW.IsSupported)
        {
            return new IntegerLanes512(sum._all + Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(bytes), Vector512.Load(w)));
        }

        Vector256<short> lower = Vector256.WidenLower(bytes);
        Vector256<short> upper = Vector256.WidenUpper(bytes);
        Vector256<short> lowerWeights = Vector256.Load(w);
        Vector256<short> upperWeights = Vector256.Load(w + 16);
        Vector256<int> low = (Vector256.WidenLower(lower) * Vector256.WidenLower(lowerWeights)) + (Vector256.WidenUpper(lower) * Vector256.WidenUpper(lowerWeights));
        Vector256<int> high = (Vector256.WidenLower(upper) * Vector256.WidenLower(upperWeights)) + (Vector256.WidenUpper(upper) * Vector256.WidenUpper(upperWeights));
        return new IntegerLanes512(sum._all + Vector512.Create(low, high));
    }

    /// <inheritdoc/>
    public static long Total(IntegerLanes512 sum) => Vector512.Sum(Vector512.WidenLower(sum._all) + Vector512.WidenUpper(sum._all));
}
