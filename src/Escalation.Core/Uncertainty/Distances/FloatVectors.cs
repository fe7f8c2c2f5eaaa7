using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Escalation.Uncertainty.Distances;

/// <summary>Sums over vectors of floats in doubles, in an order that does not depend on the processor, so that a calibrated threshold means the same everywhere.</summary>
/// <remarks>Products of floats are exact in doubles, so fused and separate multiplication agree. Pure, linear, allocates nothing.</remarks>
internal static class FloatVectors
{
    private const int Lanes = 8;

    internal static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        int blocks = left.Length / Lanes;
        ReadOnlySpan<Vector256<float>> first = MemoryMarshal.Cast<float, Vector256<float>>(left)[..blocks];
        ReadOnlySpan<Vector256<float>> second = MemoryMarshal.Cast<float, Vector256<float>>(right)[..blocks];
        for (int i = 0; i < first.Length; i++)
        {
            (Vector256<double> leftLow, Vector256<double> leftHigh) = Vector256.Widen(first[i]);
            (Vector256<double> rightLow, Vector256<double> rightHigh) = Vector256.Widen(second[i]);
            low += leftLow * rightLow;
            high += leftHigh * rightHigh;
        }

        Vector256<double> sum = low + high;
        double total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
        for (int i = blocks * Lanes; i < left.Length; i++)
        {
            total += (double)left[i] * right[i];
        }

        return total;
    }

    internal static bool AreFinite(ReadOnlySpan<float> values) => TensorPrimitives.IsFiniteAll(values);

    /// <summary>The SHA-256 of what was fitted, in hexadecimal.</summary>
    internal static string Identity(ReadOnlySpan<byte> fitted) => Convert.ToHexStringLower(SHA256.HashData(fitted));

    /// <summary>Rows of the given length; refuses what is none.</summary>
    /// <exception cref="ArgumentException">Thrown when there is no row, the last one is cut off, or a number is not finite.</exception>
    internal static int RequireRows(ReadOnlySpan<float> vectors, int length)
    {
        Guard.AtLeast(length, 1);
        if (vectors.IsEmpty || vectors.Length % length != 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"vectors must hold one or more rows of {length} numbers, but holds {vectors.Length} numbers."), nameof(vectors));
        }

        return AreFinite(vectors) ? vectors.Length / length : throw new ArgumentException("vectors must be finite, but one number is not.", nameof(vectors));
    }

    internal static void RequireLength(ReadOnlySpan<float> vector, int length)
    {
        if (vector.Length != length)
        {
            throw new ArgumentException(FormattableString.Invariant($"vector must hold {length} numbers, but holds {vector.Length}."), nameof(vector));
        }
    }
}
