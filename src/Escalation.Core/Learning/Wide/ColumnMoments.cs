using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Learning.Wide;

/// <summary>Sums over rows of each column's deviations, and the standardisation of a row, in doubles; each column is one chain in the order of the rows, whatever the instruction set.</summary>
/// <remarks>Lengths are multiples of 16. Products and sums are rounded each for itself, so that a column of one value keeps sums of exactly 0. Allocates nothing.</remarks>
internal static class ColumnMoments
{
    private const int Lanes = 4;

    /// <summary>Adds <c>weight * (x - origin)</c> of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddDeviations(FourRows rows, Vector256<double> weights, ReadOnlySpan<double> origin, Span<double> sums)
    {
        ref double o = ref MemoryMarshal.GetReference(origin);
        ref double s = ref MemoryMarshal.GetReference(sums);
        Vector256<double> w0 = Vector256.Create(weights.GetElement(0)), w1 = Vector256.Create(weights.GetElement(1));
        Vector256<double> w2 = Vector256.Create(weights.GetElement(2)), w3 = Vector256.Create(weights.GetElement(3));
        for (nuint j = 0; j < (nuint)sums.Length; j += Lanes)
        {
            Vector256<double> at = Vector256.LoadUnsafe(ref o, j);
            Vector256<double> sum = Vector256.LoadUnsafe(ref s, j) + (w0 * (WideLanes.Widen(ref rows.First, j) - at));
            sum += w1 * (WideLanes.Widen(ref rows.Second, j) - at);
            sum += w2 * (WideLanes.Widen(ref rows.Third, j) - at);
            (sum + (w3 * (WideLanes.Widen(ref rows.Fourth, j) - at))).StoreUnsafe(ref s, j);
        }
    }

    /// <summary>Adds <c>weight * (x - origin)^2</c> of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddSquares(FourRows rows, Vector256<double> weights, ReadOnlySpan<double> origin, Span<double> sums)
    {
        ref double o = ref MemoryMarshal.GetReference(origin);
        ref double s = ref MemoryMarshal.GetReference(sums);
        Vector256<double> w0 = Vector256.Create(weights.GetElement(0)), w1 = Vector256.Create(weights.GetElement(1));
        Vector256<double> w2 = Vector256.Create(weights.GetElement(2)), w3 = Vector256.Create(weights.GetElement(3));
        for (nuint j = 0; j < (nuint)sums.Length; j += Lanes)
        {
            Vector256<double> at = Vector256.LoadUnsafe(ref o, j);
            Vector256<double> d0 = WideLanes.Widen(ref rows.First, j) - at;
            Vector256<double> d1 = WideLanes.Widen(ref rows.Second, j) - at;
            Vector256<double> d2 = WideLanes.Widen(ref rows.Third, j) - at;
            Vector256<double> d3 = WideLanes.Widen(ref rows.Fourth, j) - at;
            Vector256<double> sum = Vector256.LoadUnsafe(ref s, j) + (w0 * d0 * d0);
            sum += w1 * d1 * d1;
            sum += w2 * d2 * d2;
            (sum + (w3 * d3 * d3)).StoreUnsafe(ref s, j);
        }
    }

    /// <summary>Makes each x of a row the float nearest to <c>(x - mean) * factor</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(Span<float> row, ReadOnlySpan<double> means, ReadOnlySpan<double> factors)
    {
        ref float x = ref MemoryMarshal.GetReference(row);
        ref double m = ref MemoryMarshal.GetReference(means);
        ref double f = ref MemoryMarshal.GetReference(factors);
        for (nuint j = 0; j < (nuint)row.Length; j += 2 * Lanes)
        {
            Vector256<double> low = (WideLanes.Widen(ref x, j) - Vector256.LoadUnsafe(ref m, j)) * Vector256.LoadUnsafe(ref f, j);
            Vector256<double> high = (WideLanes.Widen(ref x, j + Lanes) - Vector256.LoadUnsafe(ref m, j + Lanes)) * Vector256.LoadUnsafe(ref f, j + Lanes);
            Vector256.Narrow(low, high).StoreUnsafe(ref x, j);
        }
    }

    /// <summary>Whether all numbers are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool AreFinite(ReadOnlySpan<float> row)
    {
        ref float x = ref MemoryMarshal.GetReference(row);
        Vector256<float> zeros = default;
        for (nuint j = 0; j < (nuint)row.Length; j += 2 * Lanes)
        {
            // Zero times a number is not zero when that is not finite.
            zeros += Vector256.LoadUnsafe(ref x, j) * 0f;
        }

        return Vector256.EqualsAll(zeros, Vector256<float>.Zero);
    }
}
