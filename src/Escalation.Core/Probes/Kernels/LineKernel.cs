using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>One row of floats that does not start at a line of the cache, in <see cref="ScoreOrder"/>, with AVX-512.</summary>
/// <remarks>
/// A load of 64 bytes from such a row takes parts of two lines and the time of two loads. For two of the segments each line is loaded whole and once instead, and
/// every block is made of two neighbouring lines; that takes an operation more, and operations run out as loads do, so the other two segments take the loads. A line
/// is read only when it holds an activation of the row, so no page outside of it is touched; what else the line holds is shifted out and meets no arithmetic.
/// </remarks>
internal static unsafe class LineKernel
{
    private const int Lanes = ScoreOrder.Lanes;
    private const int Line = Lanes * sizeof(float);

    /// <summary>Whether a row is one of those.</summary>
    /// <param name="x">The row.</param>
    internal static bool Takes(float* x) => Avx512F.IsSupported && (nuint)x % Line != 0 && (nuint)x % sizeof(float) == 0;

    /// <summary>One row, its segments side by side.</summary>
    /// <param name="x">The row, one that <see cref="Takes"/> is true for.</param>
    /// <param name="w">The weights, padded with +0 to whole blocks.</param>
    /// <param name="length">The number of activations.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Sum(float* x, float* w, int length)
    {
        int full = (int)((uint)length / Lanes);
        int rest = (int)((uint)length % Lanes);
        Unsafe.SkipInit(out Vector512<float> tail);
        if (rest != 0)
        {
            RowKernel<Lanes512, SingleFormat>.Pad((byte*)(x + ((nint)full * Lanes)), rest, (float*)&tail);
        }

        int segment = ScoreOrder.BlocksPerSegment(length);
        nint step = (nint)segment * Lanes;
        int third = full - (2 * segment);
        int fourth = third - segment;
        Vector512<float> a = Vector512<float>.Zero;
        Vector512<float> b = a;
        Vector512<float> c = a;
        Vector512<float> d = a;
        float* y = x + (2 * step);
        float* v = w + (2 * step);
        int block = 0;
        if (fourth > 1)
        {
            nint skipped = (nint)((nuint)x % Line / sizeof(float));
            nint across = step + skipped;
            Vector512<int> shift = Vector512<int>.Indices + Vector512.Create((int)skipped);
            x -= skipped;
            y -= skipped;
            Vector512<float> p = Vector512.LoadAligned(x);
            Vector512<float> r = Vector512.LoadAligned(y);
            for (; block < fourth - 1; block += 2)
            {
                Vector512<float> q = Vector512.LoadAligned(x + Lanes);
                Add(ref a, Avx512F.PermuteVar16x32x2(p, shift, q), w);
                Add(ref b, Vector512.Load(x + across), w + step);
                Vector512<float> s = Vector512.LoadAligned(y + Lanes);
                Add(ref c, Avx512F.PermuteVar16x32x2(r, shift, s), v);
                Add(ref d, Vector512.Load(y + across), v + step);
                p = Vector512.LoadAligned(x + (2 * Lanes));
                Add(ref a, Avx512F.PermuteVar16x32x2(q, shift, p), w + Lanes);
                Add(ref b, Vector512.Load(x + across + Lanes), w + step + Lanes);
                r = Vector512.LoadAligned(y + (2 * Lanes));
                Add(ref c, Avx512F.PermuteVar16x32x2(s, shift, r), v + Lanes);
                Add(ref d, Vector512.Load(y + across + Lanes), v + step + Lanes);
                x += 2 * Lanes;
                y += 2 * Lanes;
                w += 2 * Lanes;
                v += 2 * Lanes;
            }

            x += skipped;
            y += skipped;
        }

        if (block < fourth)
        {
            Add(ref a, Vector512.Load(x), w);
            Add(ref b, Vector512.Load(x + step), w + step);
            Add(ref c, Vector512.Load(y), v);
            Add(ref d, Vector512.Load(y + step), v + step);
            x += Lanes;
            y += Lanes;
            w += Lanes;
            v += Lanes;
            block++;
        }

        // The last segment is shorter than the others; in a short row more of them are.
        for (; block < Math.Min(third, segment); block++)
        {
            Add(ref a, Vector512.Load(x), w);
            Add(ref b, Vector512.Load(x + step), w + step);
            Add(ref c, Vector512.Load(y), v);
            x += Lanes;
            y += Lanes;
            w += Lanes;
            v += Lanes;
        }

        for (; block < Math.Min(full, segment); block++)
        {
            Add(ref a, Vector512.Load(x), w);
            if (block < full - segment)
            {
                Add(ref b, Vector512.Load(x + step), w + step);
            }

            x += Lanes;
            w += Lanes;
        }

        if (rest != 0)
        {
            Vector512<float> weights = Vector512.Load(w + ((nint)(full - block) * Lanes));
            switch (full / segment)
            {
                case 0:
                    a = Vector512.FusedMultiplyAdd(tail, weights, a);
                    break;
                case 1:
                    b = Vector512.FusedMultiplyAdd(tail, weights, b);
                    break;
                case 2:
                    c = Vector512.FusedMultiplyAdd(tail, weights, c);
                    break;
                default:
                    d = Vector512.FusedMultiplyAdd(tail, weights, d);
                    break;
            }
        }

        Vector512<float> all = (a + b) + (c + d);
        Vector256<float> eight = all.GetLower() + all.GetUpper();
        return Lanes128.SumOfFour(eight.GetLower() + eight.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector512<float> sum, Vector512<float> x, float* w) =>
        sum = Vector512.FusedMultiplyAdd(Subnormals.ToZero(x), Vector512.Load(w), sum);
}
