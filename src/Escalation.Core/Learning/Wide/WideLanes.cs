using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Learning.Wide;

/// <summary>Products of four matrix rows with a vector, and sums of four rows, in an order that no instruction set changes.</summary>
/// <remarks>
/// A dot product has sixteen (floats) or eight (doubles) running sums, each a chain of fused multiply-adds over every sixteenth or eighth element, folded by a fixed tree.
/// Sums of rows are one chain for each column. Lengths are multiples of 16. Allocates nothing. Compiled at once with all optimisations, since
/// a fit would be over before the compiler's tiers had warmed up.
/// </remarks>
internal static class WideLanes
{
    private const int Single = 8;
    private const int Double = 4;

    /// <summary>The dot products of four rows with a vector of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Vector128<float> Dot(FourRows rows, ReadOnlySpan<float> vector)
    {
        ref float p = ref MemoryMarshal.GetReference(vector);
        ref float x0 = ref rows.First;
        ref float x1 = ref rows.Second;
        ref float x2 = ref rows.Third;
        ref float x3 = ref rows.Fourth;
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint j = 0; j < (nuint)vector.Length; j += 2 * Single)
        {
            Vector256<float> low = Vector256.LoadUnsafe(ref p, j);
            Vector256<float> high = Vector256.LoadUnsafe(ref p, j + Single);
            a0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x0, j), low, a0);
            b0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x0, j + Single), high, b0);
            a1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x1, j), low, a1);
            b1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x1, j + Single), high, b1);
            a2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x2, j), low, a2);
            b2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x2, j + Single), high, b2);
            a3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x3, j), low, a3);
            b3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x3, j + Single), high, b3);
        }

        return Vector128.Create(Fold(a0 + b0), Fold(a1 + b1), Fold(a2 + b2), Fold(a3 + b3));
    }

    /// <summary>The dot products of four rows with a vector of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Vector256<double> Dot(FourRows rows, ReadOnlySpan<double> vector)
    {
        ref double p = ref MemoryMarshal.GetReference(vector);
        ref float x0 = ref rows.First;
        ref float x1 = ref rows.Second;
        ref float x2 = ref rows.Third;
        ref float x3 = ref rows.Fourth;
        Vector256<double> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint j = 0; j < (nuint)vector.Length; j += 2 * Double)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref p, j);
            Vector256<double> high = Vector256.LoadUnsafe(ref p, j + Double);
            a0 = Vector256.FusedMultiplyAdd(Widen(ref x0, j), low, a0);
            b0 = Vector256.FusedMultiplyAdd(Widen(ref x0, j + Double), high, b0);
            a1 = Vector256.FusedMultiplyAdd(Widen(ref x1, j), low, a1);
            b1 = Vector256.FusedMultiplyAdd(Widen(ref x1, j + Double), high, b1);
            a2 = Vector256.FusedMultiplyAdd(Widen(ref x2, j), low, a2);
            b2 = Vector256.FusedMultiplyAdd(Widen(ref x2, j + Double), high, b2);
            a3 = Vector256.FusedMultiplyAdd(Widen(ref x3, j), low, a3);
            b3 = Vector256.FusedMultiplyAdd(Widen(ref x3, j + Double), high, b3);
        }

        return Vector256.Create(Fold(a0 + b0), Fold(a1 + b1), Fold(a2 + b2), Fold(a3 + b3));
    }

    /// <summary>Adds four rows, each times its factor, to a vector of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(FourRows rows, Vector128<float> factors, Span<float> sum)
    {
        ref float u = ref MemoryMarshal.GetReference(sum);
        ref float x0 = ref rows.First;
        ref float x1 = ref rows.Second;
        ref float x2 = ref rows.Third;
        ref float x3 = ref rows.Fourth;
        Vector256<float> f0 = Vector256.Create(factors.GetElement(0));
        Vector256<float> f1 = Vector256.Create(factors.GetElement(1));
        Vector256<float> f2 = Vector256.Create(factors.GetElement(2));
        Vector256<float> f3 = Vector256.Create(factors.GetElement(3));
        for (nuint j = 0; j < (nuint)sum.Length; j += Single)
        {
            Vector256<float> total = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x0, j), f0, Vector256.LoadUnsafe(ref u, j));
            total = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x1, j), f1, total);
            total = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x2, j), f2, total);
            Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x3, j), f3, total).StoreUnsafe(ref u, j);
        }
    }

    /// <summary>Adds four rows to two vectors of doubles, each row times one factor for the first and another for the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(FourRows rows, Vector256<double> firstFactors, Span<double> first, Vector256<double> secondFactors, Span<double> second)
    {
        ref double u = ref MemoryMarshal.GetReference(first);
        ref double v = ref MemoryMarshal.GetReference(second);
        Vector256<double> f0 = Vector256.Create(firstFactors.GetElement(0)), s0 = Vector256.Create(secondFactors.GetElement(0));
        Vector256<double> f1 = Vector256.Create(firstFactors.GetElement(1)), s1 = Vector256.Create(secondFactors.GetElement(1));
        Vector256<double> f2 = Vector256.Create(firstFactors.GetElement(2)), s2 = Vector256.Create(secondFactors.GetElement(2));
        Vector256<double> f3 = Vector256.Create(firstFactors.GetElement(3)), s3 = Vector256.Create(secondFactors.GetElement(3));
        for (nuint j = 0; j < (nuint)first.Length; j += Double)
        {
            Vector256<double> x0 = Widen(ref rows.First, j);
            Vector256<double> x1 = Widen(ref rows.Second, j);
            Vector256<double> x2 = Widen(ref rows.Third, j);
            Vector256<double> x3 = Widen(ref rows.Fourth, j);
            Vector256<double> total = Vector256.FusedMultiplyAdd(x0, f0, Vector256.LoadUnsafe(ref u, j));
            Vector256<double> other = Vector256.FusedMultiplyAdd(x0, s0, Vector256.LoadUnsafe(ref v, j));
            total = Vector256.FusedMultiplyAdd(x1, f1, total);
            other = Vector256.FusedMultiplyAdd(x1, s1, other);
            total = Vector256.FusedMultiplyAdd(x2, f2, total);
            other = Vector256.FusedMultiplyAdd(x2, s2, other);
            Vector256.FusedMultiplyAdd(x3, f3, total).StoreUnsafe(ref u, j);
            Vector256.FusedMultiplyAdd(x3, s3, other).StoreUnsafe(ref v, j);
        }
    }

    /// <summary>The dot product of two vectors of floats whose length is a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref float x = ref MemoryMarshal.GetReference(left);
        ref float y = ref MemoryMarshal.GetReference(right);
        Vector256<float> a = default, b = default;
        for (nuint j = 0; j < (nuint)left.Length; j += 2 * Single)
        {
            a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, j), Vector256.LoadUnsafe(ref y, j), a);
            b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, j + Single), Vector256.LoadUnsafe(ref y, j + Single), b);
        }

        return Fold(a + b);
    }

    /// <summary>Adds a vector times a factor to another; their length is a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(ReadOnlySpan<float> vector, float factor, Span<float> sum)
    {
        ref float x = ref MemoryMarshal.GetReference(vector);
        ref float u = ref MemoryMarshal.GetReference(sum);
        Vector256<float> f = Vector256.Create(factor);
        for (nuint j = 0; j < (nuint)sum.Length; j += Single)
        {
            Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, j), f, Vector256.LoadUnsafe(ref u, j)).StoreUnsafe(ref u, j);
        }
    }

    /// <summary>Four floats as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Widen(ref float values, nuint offset)
    {
        Vector128<float> narrow = Vector128.LoadUnsafe(ref values, offset);
        return Vector256.WidenLower(narrow.ToVector256Unsafe());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Fold(Vector256<float> sums)
    {
        Vector128<float> four = sums.GetLower() + sums.GetUpper();
        return (four.GetElement(0) + four.GetElement(2)) + (four.GetElement(1) + four.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Fold(Vector256<double> sums) => (sums.GetElement(0) + sums.GetElement(2)) + (sums.GetElement(1) + sums.GetElement(3));
}
