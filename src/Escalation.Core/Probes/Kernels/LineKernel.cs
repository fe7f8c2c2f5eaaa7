using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>One row of floats that does not start at a line of the cache, in <see cref="ScoreOrder"/>, with AVX-512.</summary>
/// <remarks>
/// A load of 64 bytes from such a row takes parts of two lines and the time of two loads. Here each line is loaded whole and once, and every block of the row is
/// made of two neighbouring lines. A line is read only when it holds an activation of the row, so no page outside of it is touched; what else the line holds is
/// shifted out and meets no arithmetic.
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
        float* w1 = w + step;
        float* w2 = w1 + step;
        float* w3 = w2 + step;
        int pairs = Math.Max(fourth, 0) / 2;
        if (pairs > 0)
        {
            nint skipped = (nint)((nuint)x % Line / sizeof(float));
            Vector512<int> shift = Vector512<int>.Indices + Vector512.Create((int)skipped);
            float* x0 = x - skipped;
            float* x1 = x0 + step;
            float* x2 = x1 + step;
            float* x3 = x2 + step;
            Vector512<float> p0 = Vector512.LoadAligned(x0);
            Vector512<float> p1 = Vector512.LoadAligned(x1);
            Vector512<float> p2 = Vector512.LoadAligned(x2);
            Vector512<float> p3 = Vector512.LoadAligned(x3);
            for (int pair = pairs; pair > 0; pair--)
            {
                Vector512<float> q0 = Vector512.LoadAligned(x0 + Lanes);
                a = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(p0, shift, q0), Vector512.Load(w), a);
                Vector512<float> q1 = Vector512.LoadAligned(x1 + Lanes);
                b = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(p1, shift, q1), Vector512.Load(w1), b);
                Vector512<float> q2 = Vector512.LoadAligned(x2 + Lanes);
                c = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(p2, shift, q2), Vector512.Load(w2), c);
                Vector512<float> q3 = Vector512.LoadAligned(x3 + Lanes);
                d = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(p3, shift, q3), Vector512.Load(w3), d);
                p0 = Vector512.LoadAligned(x0 + (2 * Lanes));
                a = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(q0, shift, p0), Vector512.Load(w + Lanes), a);
                p1 = Vector512.LoadAligned(x1 + (2 * Lanes));
                b = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(q1, shift, p1), Vector512.Load(w1 + Lanes), b);
                p2 = Vector512.LoadAligned(x2 + (2 * Lanes));
                c = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(q2, shift, p2), Vector512.Load(w2 + Lanes), c);
                p3 = Vector512.LoadAligned(x3 + (2 * Lanes));
                d = Vector512.FusedMultiplyAdd(Avx512F.PermuteVar16x32x2(q3, shift, p3), Vector512.Load(w3 + Lanes), d);
                x0 += 2 * Lanes;
                x1 += 2 * Lanes;
                x2 += 2 * Lanes;
                x3 += 2 * Lanes;
                w += 2 * Lanes;
                w1 += 2 * Lanes;
                w2 += 2 * Lanes;
                w3 += 2 * Lanes;
            }
        }

        // What the shorter last segments leave over: a few blocks.
        x += 2 * (nint)pairs * Lanes;
        int block = 2 * pairs;
        for (; block < Math.Min(full, segment); block++)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.Load(x), Vector512.Load(w), a);
            if (block < full - segment)
            {
                b = Vector512.FusedMultiplyAdd(Vector512.Load(x + step), Vector512.Load(w + step), b);
            }

            if (block < third)
            {
                c = Vector512.FusedMultiplyAdd(Vector512.Load(x + (2 * step)), Vector512.Load(w + (2 * step)), c);
            }

            if (block < fourth)
            {
                d = Vector512.FusedMultiplyAdd(Vector512.Load(x + (3 * step)), Vector512.Load(w + (3 * step)), d);
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
}
