using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary><c>a b + c</c> in floats, rounded once, with and without hardware for it.</summary>
/// <remarks>
/// Without hardware the product of two floats is formed in a double, where it is exact; the sum is rounded to odd by its error term, and rounding that to a
/// float is then as good as rounding the exact sum (Boldo and Melquiond, Emulation of FMA and correctly rounded sums, IEEE TC 57, 2008).
/// </remarks>
internal static class Fused
{
    /// <summary>One number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float MultiplyAdd(float a, float b, float c) =>
        Fma.IsSupported || AdvSimd.IsSupported ? MathF.FusedMultiplyAdd(a, b, c) : Emulate(a, b, c);

    /// <summary>Four numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || AdvSimd.IsSupported ? Vector128.FusedMultiplyAdd(a, b, c) : Emulate(a, b, c);

    /// <summary>One number, without hardware for it.</summary>
    internal static float Emulate(float a, float b, float c)
    {
        double product = (double)a * b;
        double sum = product + c;
        double back = sum - product;
        double error = (product - (sum - back)) + (c - back);

        // Both comparisons are false for the NaN that an infinite sum leaves as its error.
        if (error > 0.0 || error < 0.0)
        {
            long bits = BitConverter.DoubleToInt64Bits(sum);
            if ((bits & 1) == 0)
            {
                sum = BitConverter.Int64BitsToDouble(bits + (error > 0.0 == sum > 0.0 ? 1 : -1));
            }
        }

        return (float)sum;
    }

    /// <summary>Four numbers, without hardware for it.</summary>
    internal static Vector128<float> Emulate(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.Narrow(
        RoundedToOdd(Vector128.WidenLower(a), Vector128.WidenLower(b), Vector128.WidenLower(c)),
        RoundedToOdd(Vector128.WidenUpper(a), Vector128.WidenUpper(b), Vector128.WidenUpper(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> RoundedToOdd(Vector128<double> a, Vector128<double> b, Vector128<double> c)
    {
        Vector128<double> product = a * b;
        Vector128<double> sum = product + c;
        Vector128<double> back = sum - product;
        Vector128<double> error = (product - (sum - back)) + (c - back);
        Vector128<double> inexact = Vector128.GreaterThan(error, Vector128<double>.Zero) | Vector128.LessThan(error, Vector128<double>.Zero);

        // An even neighbour becomes odd by one step towards the error: +1 where error and sum agree in sign, -1 where they differ.
        Vector128<long> bits = sum.AsInt64();
        Vector128<long> isEven = (bits & Vector128<long>.One) - Vector128<long>.One;
        Vector128<long> signs = (error.AsInt64() ^ bits) & Vector128.Create(long.MinValue);
        Vector128<long> differ = Vector128<long>.Zero - (signs >>> 63);
        Vector128<long> step = differ | Vector128<long>.One;
        return (bits + (step & isEven & inexact.AsInt64())).AsDouble();
    }
}
