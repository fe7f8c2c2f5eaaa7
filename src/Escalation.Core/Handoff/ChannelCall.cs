namespace Escalation.Handoff;

/// <summary>Hands a package to a channel within a time, whatever the channel does, and holds its receipt against the package.</summary>
internal static class ChannelCall
{
    /// <summary>Sends.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="package">The package.</param>
    /// <param name="limit">When the channel's token fires.</param>
    /// <param name="grace">How much longer its answer is waited for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait; the channel is not told.</param>
    /// <returns>A receipt of this package, from its queue or instead of it.</returns>
    /// <exception cref="HandoffException">Thrown when the receipt is none, or another's.</exception>
    /// <exception cref="TimeoutException">Thrown when the channel does not answer. What the channel throws, this throws.</exception>
    internal static async Task<HandoffReceipt> SendAsync(IHandoffChannel channel, ContextPackage package, TimeSpan limit, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        // Not disposed where the channel ignores it: it may still use it when the wait is over.
        var token = new CancellationTokenSource(limit, time);

        // On the pool, so that a channel which blocks before its first await cannot outlast the limit.
        Task<HandoffReceipt> sending = Task.Run(() => channel.SendAsync(package, token.Token).AsTask(), CancellationToken.None);
        try
        {
            return Accept(package, await sending.WaitAsync(limit + grace, time, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            if (sending.IsCompleted)
            {
                token.Dispose();
            }
            else
            {
                _ = sending.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Sends, and turns whatever the channel does into an answer.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="package">The package.</param>
    /// <param name="limit">When the channel's token fires and its answer is no longer waited for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait; the channel is not told.</param>
    /// <returns>Null when the channel has the package, else what failed.</returns>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up.</exception>
    internal static async Task<HandoffFailure?> TrySendAsync(IHandoffChannel channel, ContextPackage package, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(channel, package, limit, TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception fault)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return FailureOf(fault);
        }
    }

    internal static HandoffFailure FailureOf(Exception fault) => fault switch
    {
        HandoffException known => known.Failure,
        IdempotencyConflictException => HandoffFailure.Conflict,
        TimeoutException or OperationCanceledException => HandoffFailure.TimedOut,
        _ => HandoffFailure.Unknown,
    };

    internal static string CodeOf(HandoffFailure failure) => failure switch
    {
        HandoffFailure.Full => "full",
        HandoffFailure.Closed => "closed",
        HandoffFailure.TimedOut => "timed-out",
        HandoffFailure.Conflict => "conflict",
        HandoffFailure.WrongReceipt => "wrong-receipt",
        _ => "unknown",
    };

    private static HandoffReceipt Accept(ContextPackage package, HandoffReceipt? receipt)
    {
        if (receipt is null)
        {
            throw new HandoffException(HandoffFailure.Unknown, package, "The channel returned no receipt.");
        }

        string queue = receipt.InsteadOf ?? receipt.Queue;
        bool matches = string.Equals(receipt.EscalationId, package.EscalationId, StringComparison.Ordinal) && string.Equals(queue, package.Route.Queue, StringComparison.Ordinal);
        return matches ? receipt : throw new HandoffException(HandoffFailure.WrongReceipt, package, "The channel returned the receipt of another escalation or another queue.");
    }
}
