using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>A float below 2^-126 in magnitude counts as zero: the rule of <see cref="LinearProbe"/>, in the fewest operations of each instruction set.</summary>
/// <remarks>
/// Many processors stop for more than a hundred cycles at a product with a subnormal number. Which zero it becomes is free: no score depends on the sign of one,
/// because a bias is never -0. NaN and infinity pass.
/// </remarks>
internal static class Subnormals
{
    private const int Exponent = 0x7F80_0000;
    private const byte IsSubnormal = 0x20;

    /// <summary>One number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float ToZero(float value) => (BitConverter.SingleToInt32Bits(value) & Exponent) == 0 ? 0f : value;

    /// <summary>Four numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> ToZero(Vector128<float> values) =>
        Vector128.AndNot(values, Vector128.Equals(values.AsInt32() & Vector128.Create(Exponent), Vector128<int>.Zero).AsSingle());

    /// <summary>Eight numbers.</summary>
    /// <remarks>An integer takes the sign of another: it stays where the exponent is above 0, and becomes 0 where that is 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ToZero(Vector256<float> values) =>
        Avx2.Sign(values.AsInt32(), values.AsInt32() & Vector256.Create(Exponent)).AsSingle();

    /// <summary>Sixteen numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> ToZero(Vector512<float> values)
    {
        Vector512<float> subnormal = Avx512DQ.IsSupported
            ? Avx512DQ.Classify(values, IsSubnormal)
            : Vector512.Equals(values.AsInt32() & Vector512.Create(Exponent), Vector512<int>.Zero).AsSingle();
        return Vector512.ConditionalSelect(subnormal, Vector512<float>.Zero, values);
    }
}
