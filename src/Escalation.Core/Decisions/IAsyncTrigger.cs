namespace Escalation.Decisions;

/// <summary>Evaluates one turn asynchronously, for example by asking a verifier model.</summary>
/// <remarks>
/// Implementations are safe for concurrent use. Being late or throwing becomes a fault, which escalates. A result or exception that arrives after the
/// policy's time budget is observed and dropped.
/// </remarks>
public interface IAsyncTrigger
{
    /// <summary>A name, unique within a policy.</summary>
    string Name { get; }

    /// <summary>Evaluates a turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellationToken">Cancelled when the caller gives up or the time budget is spent.</param>
    /// <returns>The signal.</returns>
    ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken);

    /// <summary>Puts the evidence behind a signal into words.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="signal">The signal that this trigger gave for it.</param>
    /// <returns>One sentence, or null when the signal says it all.</returns>
    string? Explain(AgentTurn turn, in Signal signal) => null;
}
