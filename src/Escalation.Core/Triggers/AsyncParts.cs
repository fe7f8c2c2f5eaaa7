using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Runs the parts of an asynchronous composition side by side.</summary>
internal static class AsyncParts
{
    /// <summary>Asks every part and waits for all; one that throws becomes a fault.</summary>
    /// <exception cref="OperationCanceledException">Thrown when the token is cancelled and a part gives up.</exception>
    internal static Task<Signal[]> EvaluateAsync(IAsyncTrigger[] parts, AgentTurn turn, CancellationToken cancellationToken)
    {
        var tasks = new Task<Signal>[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            tasks[i] = EvaluateSafelyAsync(parts[i], turn, cancellationToken);
        }

        return Task.WhenAll(tasks);
    }

    private static async Task<Signal> EvaluateSafelyAsync(IAsyncTrigger part, AgentTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            return await part.EvaluateAsync(turn, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!(fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return SafeEvaluation.Faulted(fault);
        }
    }
}
