using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>One question to a judge, within a time budget. Whatever the judge does becomes data.</summary>
internal static class LoopQuestion
{
    /// <summary>The judge's probability, or why there is none.</summary>
    /// <exception cref="OperationCanceledException">Thrown when the caller cancels.</exception>
    internal static async Task<(double Confidence, Reason? Fault)> AskAsync(ILoopJudge judge, Conversation conversation, TimeSpan budget, TimeProvider time, CancellationToken cancellationToken)
    {
        // Not disposed: a judge that ignores its token may still use it after the budget is spent, and it holds no timer.
        var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // On the pool, so that a judge which blocks before its first await cannot outlast the budget.
        Task<double> asked = Task.Run(() => judge.JudgeAsync(conversation, giveUp.Token).AsTask(), CancellationToken.None);
        try
        {
            double confidence = await asked.WaitAsync(budget, time, cancellationToken).ConfigureAwait(false);
            return !double.IsFinite(confidence) ? (0, Reason.ScoreUndefined)
                : confidence is >= 0 and <= 1 ? (confidence, null)
                : (0, Reason.ScoreOutOfRange);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The exception's text may hold personal data, so only its kind is kept.
            return (0, asked.IsCompleted ? Reason.EvaluatorFault : Reason.Timeout);
        }
        finally
        {
            await giveUp.CancelAsync().ConfigureAwait(false);
            _ = asked.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
