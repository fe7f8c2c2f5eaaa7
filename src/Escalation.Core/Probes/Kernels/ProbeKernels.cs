using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>Chooses the arithmetic for this machine. The choice never changes a bit of a score.</summary>
internal static unsafe class ProbeKernels
{
    /// <summary>Batches of at least so many bytes are taken to lie out of cache.</summary>
    internal const long OutOfCache = 16L << 20;

    /// <summary>Scores rows.</summary>
    /// <param name="rows">The rows, as long as the weights.</param>
    /// <param name="weights">The probes.</param>
    /// <param name="scores">Receives the scores of the first row, one for each probe, then those of the next.</param>
    internal static void Score(ActivationRows rows, PackedWeights weights, Span<float> scores)
    {
        fixed (byte* x = rows.Bytes)
        fixed (float* target = scores)
        {
            Score(x, new Batch(rows.Type, rows.Rows, rows.Scale, Processor.MultipliesSubnormalsAtSpeed), weights, rows.Bytes.Length >= OutOfCache, target);
        }
    }

    /// <summary>Scores one row of floats.</summary>
    /// <param name="row">The row, as long as the weights.</param>
    /// <param name="weights">One probe.</param>
    internal static float Score(ReadOnlySpan<float> row, PackedWeights weights)
    {
        float sum;
        fixed (float* x = row)
        {
            if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported && LineKernel.Takes(x))
            {
                sum = LineKernel.Sum(x, weights.Singles, weights.Length);
            }
            else if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported)
            {
                RowKernel<Lanes512, SingleFormat>.One((byte*)x, weights.Singles, weights.Length, out sum);
            }
            else if (Avx2.IsSupported && Fma.IsSupported)
            {
                RowKernel<Lanes256, SingleFormat>.One((byte*)x, weights.Singles, weights.Length, out sum);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                RowKernel<Lanes128, SingleFormat>.One((byte*)x, weights.Singles, weights.Length, out sum);
            }
            else
            {
                RowKernel<LanesScalar, SingleFormat>.One((byte*)x, weights.Singles, weights.Length, out sum);
            }
        }

        float score = sum + weights.Biases[0];
        GC.KeepAlive(weights);
        return score;
    }

    /// <summary>Scores rows at an address that does not move.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="batch">How the rows are stored.</param>
    /// <param name="weights">The probes.</param>
    /// <param name="distant">Whether the rows lie out of cache.</param>
    /// <param name="scores">Receives the scores.</param>
    internal static void Score(byte* x, in Batch batch, PackedWeights weights, bool distant, float* scores)
    {
        if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported)
        {
            BatchKernel<Lanes512, IntegerLanes512>.Score(x, batch, weights, distant, scores);
        }
        else if (Avx2.IsSupported && Fma.IsSupported)
        {
            BatchKernel<Lanes256, IntegerLanes256>.Score(x, batch, weights, distant, scores);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            BatchKernel<Lanes128, IntegerLanes128>.Score(x, batch, weights, distant, scores);
        }
        else
        {
            BatchKernel<LanesScalar, IntegerLanesScalar>.Score(x, batch, weights, distant, scores);
        }

        GC.KeepAlive(weights);
    }
}
