namespace Escalation.Decisions;

/// <summary>What happens to a turn. The numeric order is the order of strictness: of several proposals the largest wins.</summary>
/// <remarks>
/// <c>Act &lt; Nudge &lt; RequestApproval &lt; EscalateToModel &lt; EscalateToPerson &lt; SafeStop</c>.
/// The default value is <see cref="EscalateToPerson"/>, so that nothing left uninitialised can act.
/// </remarks>
public enum DecisionOutcome
{
    /// <summary>The agent carries out what it proposes.</summary>
    Act = -4,

    /// <summary>The agent goes on, but is told that it repeats itself.</summary>
    Nudge = -3,

    /// <summary>One step waits for approval; the agent keeps the task.</summary>
    RequestApproval = -2,

    /// <summary>A stronger model takes the turn.</summary>
    EscalateToModel = -1,

    /// <summary>A person takes over the whole task; ownership leaves the agent. The default.</summary>
    EscalateToPerson = 0,

    /// <summary>Nobody can take over: stop in a safe state.</summary>
    SafeStop = 1,
}
