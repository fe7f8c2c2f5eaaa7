using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Learning.Wide;

/// <summary>All inner products of a set of vectors, the lower triangle of <c>C += alpha * V V'</c>, in floats.</summary>
/// <remarks>
/// Tiles of 6 by 16 products over packed panels (Goto and van de Geijn, 2008). Each product is one chain of fused multiply-adds over blocks of 256 elements, whose sums are added
/// in order, so that the bits depend on no instruction set. The result serves preconditioners and inner iterations; nothing is certified with it.
/// </remarks>
internal static class SymmetricProduct
{
    /// <summary>Sizes of results are padded to a multiple of this, which both sides of a tile divide.</summary>
    internal const int Multiple = 48;

    private const int TileRows = 6;
    private const int TileColumns = 16;
    private const int BlockDepth = 256;
    private const int BlockRows = 96;

    /// <summary>The padded size for so many vectors.</summary>
    internal static int Padded(int count) => (count + Multiple - 1) / Multiple * Multiple;

    /// <summary>Adds the products.</summary>
    /// <param name="source">The vectors.</param>
    /// <param name="alpha">The factor of every product.</param>
    /// <param name="result">Row-major; tiles that touch the lower triangle are added to.</param>
    /// <param name="offset">Where in <paramref name="result"/> the first product stands.</param>
    /// <param name="stride">The distance from row to row of <paramref name="result"/>.</param>
    /// <param name="cancellationToken">Cancels between blocks.</param>
    internal static void Accumulate<TSource>(TSource source, float alpha, float[] result, int offset, int stride, CancellationToken cancellationToken)
        where TSource : struct, IPanelSource
    {
        int size = Padded(source.Count);
        float[] left = ArrayPool<float>.Shared.Rent(size * BlockDepth);
        float[] right = ArrayPool<float>.Shared.Rent(size * BlockDepth);
        try
        {
            for (int start = 0; start < source.Depth; start += BlockDepth)
            {
                int depth = Math.Min(BlockDepth, source.Depth - start);
                for (int first = 0; first < size; first += TileRows)
                {
                    source.Pack(first, TileRows, start, depth, left.AsSpan(first * depth, TileRows * depth));
                }

                for (int first = 0; first < size; first += TileColumns)
                {
                    source.Pack(first, TileColumns, start, depth, right.AsSpan(first * depth, TileColumns * depth));
                }

                for (int block = 0; block < size; block += BlockRows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    MultiplyBlock(left, right, block, Math.Min(block + BlockRows, size), depth, alpha, result, offset, stride);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(left);
            ArrayPool<float>.Shared.Return(right);
        }
    }

    private static void MultiplyBlock(float[] left, float[] right, int firstRow, int endRow, int depth, float alpha, float[] result, int offset, int stride)
    {
        for (int column = 0; column < endRow; column += TileColumns)
        {
            ref float panel = ref right[column * depth];
            for (int row = Math.Max(firstRow, column / TileRows * TileRows); row < endRow; row += TileRows)
            {
                Multiply(ref left[row * depth], ref panel, depth, alpha, ref result[offset + (row * stride) + column], stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ref float a, ref float b, int depth, float alpha, ref float c, int stride)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector256<float> b0 = Vector256.LoadUnsafe(ref b);
            Vector256<float> b1 = Vector256.LoadUnsafe(ref b, 8);
            Vector256<float> x = Vector256.Create(a);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(Unsafe.Add(ref a, 1));
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(Unsafe.Add(ref a, 2));
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(Unsafe.Add(ref a, 3));
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
            x = Vector256.Create(Unsafe.Add(ref a, 4));
            c40 = Vector256.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector256.FusedMultiplyAdd(x, b1, c41);
            x = Vector256.Create(Unsafe.Add(ref a, 5));
            c50 = Vector256.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector256.FusedMultiplyAdd(x, b1, c51);
            a = ref Unsafe.Add(ref a, TileRows);
            b = ref Unsafe.Add(ref b, TileColumns);
        }

        Vector256<float> factor = Vector256.Create(alpha);
        Store(ref c, factor, c00, c01);
        Store(ref Unsafe.Add(ref c, stride), factor, c10, c11);
        Store(ref Unsafe.Add(ref c, 2 * stride), factor, c20, c21);
        Store(ref Unsafe.Add(ref c, 3 * stride), factor, c30, c31);
        Store(ref Unsafe.Add(ref c, 4 * stride), factor, c40, c41);
        Store(ref Unsafe.Add(ref c, 5 * stride), factor, c50, c51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float c, Vector256<float> factor, Vector256<float> left, Vector256<float> right)
    {
        Vector256.FusedMultiplyAdd(left, factor, Vector256.LoadUnsafe(ref c)).StoreUnsafe(ref c);
        Vector256.FusedMultiplyAdd(right, factor, Vector256.LoadUnsafe(ref c, 8)).StoreUnsafe(ref c, 8);
    }
}
