namespace Escalation.Handoff.Lifecycle;

/// <summary>Thrown when a command does not fit the state of an escalation: somebody else was faster, or the ticket has moved on. Nothing changed.</summary>
public sealed class EscalationTransitionException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public EscalationTransitionException()
        : this("The command does not fit the escalation's state.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What does not fit.</param>
    public EscalationTransitionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What does not fit.</param>
    /// <param name="innerException">The cause.</param>
    public EscalationTransitionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The escalation's id, or null when unknown.</summary>
    public string? EscalationId { get; private init; }

    /// <summary>The state it is in.</summary>
    public EscalationState State { get; private init; }

    /// <summary>The command: what would have happened.</summary>
    public EscalationEventKind Command { get; private init; }

    internal static EscalationTransitionException For(string id, EscalationState state, EscalationEventKind command, string why) =>
        new($"Escalation '{id}' is {state} and cannot become {command}: {why}.") { EscalationId = id, State = state, Command = command };
}
