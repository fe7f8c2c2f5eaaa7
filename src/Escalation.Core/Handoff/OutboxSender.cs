namespace Escalation.Handoff;

/// <summary>Hands one package to the channel within its time, and turns whatever happens into an answer.</summary>
internal sealed class OutboxSender(IHandoffChannel channel, OutboxOptions options)
{
    /// <returns>Null when the channel has the package, else a code for what failed, and whether sending again can help.</returns>
    internal async Task<(string? Failure, bool CanRetry)> Send(byte[] packageJson)
    {
        ContextPackage package;
        try
        {
            package = ContextPackageJson.Parse(packageJson);
        }
        catch (FormatException)
        {
            return ("unreadable", false);
        }

        // Not disposed: a channel that ignores its token may still use it when the wait is over.
        var limit = new CancellationTokenSource(options.AttemptTimeout, options.Time);

        // On the pool, so that a channel which blocks before its first await holds nothing but its own place up.
        Task<HandoffReceipt> sending = Task.Run(() => channel.SendAsync(package, limit.Token).AsTask(), CancellationToken.None);
        try
        {
            HandoffReceipt? receipt = await sending.WaitAsync(options.AttemptTimeout, options.Time).ConfigureAwait(false);
            bool matches = receipt is not null && string.Equals(receipt.EscalationId, package.EscalationId, StringComparison.Ordinal) && string.Equals(receipt.Queue, package.Route.Queue, StringComparison.Ordinal);
            return matches ? (null, false) : ("wrong-receipt", true);
        }
        catch (IdempotencyConflictException)
        {
            return ("conflict", false);
        }
        catch (Exception fault)
        {
            return (CodeOf(fault), true);
        }
        finally
        {
            if (sending.IsCompleted)
            {
                limit.Dispose();
            }
            else
            {
                _ = sending.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private static string CodeOf(Exception fault) => fault switch
    {
        HandoffException { Failure: HandoffFailure.Full } => "full",
        HandoffException { Failure: HandoffFailure.Closed } => "closed",
        TimeoutException or OperationCanceledException or HandoffException { Failure: HandoffFailure.TimedOut } => "timed-out",
        _ => "unknown",
    };
}
