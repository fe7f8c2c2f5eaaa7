namespace Escalation.Decisions;

/// <summary>Evaluates one turn synchronously.</summary>
/// <remarks>
/// Implementations are immutable and safe for concurrent use, read conversation state without changing it, and allocate nothing on the quiet path.
/// An exception becomes <see cref="Signal.Fault(Reason, string?)"/>, which escalates; the other triggers still run.
/// </remarks>
public interface ITrigger
{
    /// <summary>A name, unique within a policy.</summary>
    string Name { get; }

    /// <summary>Evaluates a turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>The signal; missing inputs and faults are signals too.</returns>
    Signal Evaluate(AgentTurn turn);

    /// <summary>Puts the evidence behind a signal into words; called only when somebody asks, so it may allocate.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="signal">The signal that this trigger gave for it.</param>
    /// <returns>One sentence, or null when the signal says it all.</returns>
    string? Explain(AgentTurn turn, in Signal signal) => null;
}
