namespace Escalation.Decisions;

/// <summary>Runs asynchronous triggers side by side within a time budget.</summary>
internal static class AsyncEvaluation
{
    /// <summary>Fills <paramref name="signals"/> in the order of <paramref name="triggers"/>; late and failing triggers become faults.</summary>
    /// <exception cref="OperationCanceledException">Thrown when the caller cancels.</exception>
    internal static async Task RunAsync(AsyncRegistration[] triggers, AgentTurn turn, Signal[] signals, TimeSpan budget, TimeProvider time, CancellationToken cancellationToken)
    {
        // Not disposed: a trigger that ignores its token may still use it after the budget is spent, and it holds no timer.
        var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long begin = time.GetTimestamp();
        var tasks = new Task<Signal>[triggers.Length];
        int inTime = 0;
        for (int i = 0; i < triggers.Length; i++)
        {
            tasks[i] = Start(triggers[i], turn, giveUp.Token);

            // A trigger that runs on this thread may hold it beyond the budget; its answer, and any begun after it, comes too late.
            inTime += time.GetElapsedTime(begin) <= budget ? 1 : 0;
        }

        // Isolated triggers only queue here; others may have spent a part of the budget already.
        TimeSpan left = Array.TrueForAll(triggers, trigger => trigger.Isolated) ? budget : budget - time.GetElapsedTime(begin);

        Task<Signal[]> all = Task.WhenAll(tasks);
        try
        {
            await all.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Each task is read below: faults and lateness are signals.
        }
        finally
        {
            // Read before giving up: cancelling makes late triggers complete, and then they would not look late any more.
            for (int i = 0; i < tasks.Length; i++)
            {
                signals[i] = i < inTime ? Read(tasks[i]) : Signal.Fault(Reason.Timeout);
            }

            await giveUp.CancelAsync().ConfigureAwait(false);
            ObserveLate(all);
            foreach (Task<Signal> task in tasks)
            {
                ObserveLate(task);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static Task<Signal> Start(AsyncRegistration registration, AgentTurn turn, CancellationToken cancellationToken)
    {
        if (registration.Isolated)
        {
            // On the pool, so that a trigger which blocks before its first await cannot outlast the budget.
            return Task.Run(() => registration.Trigger.EvaluateAsync(turn, cancellationToken).AsTask(), CancellationToken.None);
        }

        try
        {
            return registration.Trigger.EvaluateAsync(turn, cancellationToken).AsTask();
        }
        catch (Exception fault)
        {
            return Task.FromException<Signal>(fault);
        }
    }

    private static Signal Read(Task<Signal> task) => task.Status switch
    {
        TaskStatus.RanToCompletion => task.Result,
        TaskStatus.Faulted => SafeEvaluation.Faulted(task.Exception!.InnerException ?? task.Exception),
        TaskStatus.Canceled => Signal.Fault(Reason.EvaluatorFault, typeof(OperationCanceledException).FullName),
        _ => Signal.Fault(Reason.Timeout),
    };

    /// <summary>An exception that nobody reads would surface later as an unobserved one.</summary>
    private static void ObserveLate(Task task) => _ = task.ContinueWith(
        static late => _ = late.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
