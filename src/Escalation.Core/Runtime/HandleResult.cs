using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Routing;

namespace Escalation.Runtime;

/// <summary>What came of a turn. Immutable.</summary>
public sealed record HandleResult
{
    /// <summary>The decision. In shadow mode it is what would have been enforced.</summary>
    public required EscalationDecision Decision { get; init; }

    /// <summary>Whether the turn had come before under its id: what stands here is what came of it then, without <see cref="Package"/> and <see cref="HandoffFault"/>.</summary>
    public bool IsRepetition { get; init; }

    /// <summary>Whether the act ran to its end.</summary>
    public bool Acted { get; init; }

    /// <summary>Whether the decision was kept by the audit log before anything was released.</summary>
    public bool Recorded { get; init; }

    /// <summary>The package that was handed off, or that could not be; null when none was made.</summary>
    public ContextPackage? Package { get; init; }

    /// <summary>Why the package went to its queue: the rules and queues that were looked at. Null when nothing was routed.</summary>
    public RouteChoice? Choice { get; init; }

    /// <summary>The channel's receipt, or null when nothing was handed off.</summary>
    public HandoffReceipt? Receipt { get; init; }

    /// <summary>Why the handoff failed, or null. The turn did not act; somebody must see to <see cref="Package"/>.</summary>
    public HandoffFailure? HandoffFailure { get; init; }

    /// <summary>The exception behind <see cref="HandoffFailure"/>.</summary>
    public Exception? HandoffFault { get; init; }

    /// <summary>What to tell the agent before it goes on: the words of the trigger behind a nudge; null when the decision is none, or in shadow mode.</summary>
    public string? Nudge { get; init; }

    /// <summary>What the user should be told now, or null when the agent acted or a person already owns the conversation.</summary>
    public string? FallbackMessage { get; init; }
}
