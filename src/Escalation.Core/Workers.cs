using System.Runtime.ExceptionServices;

namespace Escalation;

/// <summary>Shares the numbered parts of a task between a bounded number of threads.</summary>
/// <remarks>
/// The caller's thread is one of the workers and does every part that no other thread has begun, so that a busy thread pool makes the work slower; a pool thread may call this too.
/// Which worker gets which part is open: a result must not depend on it.
/// </remarks>
internal static class Workers
{
    /// <summary>Runs every part once and returns when all are done.</summary>
    /// <param name="maxWorkers">The largest number of threads at once, the caller's among them; at least 1.</param>
    /// <param name="parts">The number of parts, from 0.</param>
    /// <param name="body">Gets the number of its worker, below <paramref name="maxWorkers"/> and used by one thread at a time, and that of its part.</param>
    /// <param name="cancellationToken">Stops the work after the parts that are under way.</param>
    /// <exception cref="OperationCanceledException">Thrown when it was cancelled.</exception>
    /// <remarks>What a part throws ends the work after the parts that are under way and is thrown here as it is; of several such exceptions one.</remarks>
    internal static void Run(int maxWorkers, int parts, Action<int, int> body, CancellationToken cancellationToken = default)
    {
        int workers = Math.Min(maxWorkers, parts);
        if (workers <= 1)
        {
            RunAlone(parts, body, cancellationToken);
            return;
        }

        int next = -1;
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, workers, options, (worker, state) =>
            {
                int part;
                while (!state.ShouldExitCurrentIteration && (part = Interlocked.Increment(ref next)) < parts)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    body(worker, part);
                }
            });
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }
    }

    private static void RunAlone(int parts, Action<int, int> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (int part = 0; part < parts; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            body(0, part);
        }
    }
}
