namespace Escalation.Probes.Kernels;

/// <summary>Scores a batch in parts on several threads. A row's bits do not depend on its part.</summary>
internal static unsafe class ParallelScoring
{
    private const long LeastBytesPerPart = 2L << 20;
    private const int PartsPerWorker = 8;

    /// <summary>Scores rows with a bounded number of workers.</summary>
    /// <param name="rows">The rows, as long as the weights.</param>
    /// <param name="weights">The probes.</param>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="maxWorkers">The largest number of threads at once, at least 1.</param>
    /// <param name="cancellationToken">Stops before the next part.</param>
    internal static void Score(ActivationRows rows, PackedWeights weights, Span<float> scores, int maxWorkers, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (rows.Rows == 0)
        {
            return;
        }

        // The loop returns only when every worker has stopped, so what is pinned here stays pinned for all of them.
        fixed (byte* x = rows.Bytes)
        fixed (float* target = scores)
        {
            Run((nint)x, (nint)target, rows.Type, rows.Scale, rows.Rows, rows.Bytes.Length, weights, maxWorkers, cancellationToken);
        }
    }

    /// <summary>The number of rows in a part: a multiple of four, enough to be worth a worker's while, and small enough to share evenly.</summary>
    internal static int RowsPerPart(int rows, long bytes, int workers)
    {
        long rowBytes = bytes / rows;
        long least = Math.Max(1, LeastBytesPerPart / rowBytes);
        long even = rows / ((long)workers * PartsPerWorker);
        return (int)Math.Min(rows, (Math.Max(least, even) + 3) / 4 * 4);
    }

    private static void Run(nint x, nint target, ActivationType type, float scale, int rows, long bytes, PackedWeights weights, int maxWorkers, CancellationToken cancellationToken)
    {
        int rowsPerPart = RowsPerPart(rows, bytes, maxWorkers);
        int parts = (int)(((long)rows + rowsPerPart - 1) / rowsPerPart);
        long rowBytes = bytes / rows;
        bool distant = bytes >= ProbeKernels.OutOfCache;
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxWorkers, CancellationToken = cancellationToken };
        Parallel.For(0, parts, options, part =>
        {
            int first = part * rowsPerPart;
            var batch = new Batch(type, Math.Min(rowsPerPart, rows - first), scale, Processor.MultipliesSubnormalsAtSpeed);
            ProbeKernels.Score((byte*)x + (first * rowBytes), batch, weights, distant, (float*)target + ((long)first * weights.Count));
        });
    }
}
