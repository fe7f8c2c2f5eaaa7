using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Statistics;

/// <summary><c>x y - product</c>, rounded once: the rounding error when product is <c>x y</c> rounded.</summary>
/// <remarks>The same bits as a fused multiply-add of the negated product, without the instruction that negates it.</remarks>
internal static class Rounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> OfProduct(Vector128<double> x, Vector128<double> y, Vector128<double> product) =>
        Fma.IsSupported ? Fma.MultiplySubtract(x, y, product) : Vector128.FusedMultiplyAdd(x, y, -product);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OfProduct(Vector256<double> x, Vector256<double> y, Vector256<double> product) =>
        Fma.IsSupported ? Fma.MultiplySubtract(x, y, product) : Vector256.FusedMultiplyAdd(x, y, -product);
}
