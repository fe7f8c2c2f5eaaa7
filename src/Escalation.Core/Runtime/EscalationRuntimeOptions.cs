using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Monitoring;

namespace Escalation.Runtime;

/// <summary>How a runtime behaves.</summary>
public sealed record EscalationRuntimeOptions
{
    /// <summary>Whether decisions bind.</summary>
    public Enforcement Enforcement { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Not an enforcement."); }

    /// <summary>What happens when a decision cannot be recorded.</summary>
    public AuditFailureMode AuditFailure { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Not an audit failure mode."); }

    /// <summary>Says what the user hears when somebody else takes over.</summary>
    public IFallbackResponder Fallback { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new FallbackResponder();

    /// <summary>Are told of every decision, before anything is released. When a person takes the conversation after that, they are told of the turn a second time; the last word holds. Those that are an <see cref="IOutcomeObserver"/> are told of outcomes too.</summary>
    public IReadOnlyList<IDecisionObserver> Observers { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>Watches the certificate behind the policy: it is told of every decision and of every outcome, and the draws of its sampler are recorded. Null watches nothing. Its faults, and those of its alarm observers, are counted as observer faults.</summary>
    public DecisionMonitor? Monitor { get; init; }

    /// <summary>Knows who has a conversation, whatever the copy of it at hand says: an <see cref="Handoff.Lifecycle.EscalationDesk"/> for example. Asked before a turn is decided and before anything is released. On a fault, or without an answer within <see cref="HandoffTimeout"/>, nothing acts: the turn is handed off as <see cref="RuntimeReason.CustodyUnknown"/>, so that nobody is left in silence. Null asks the conversation only.</summary>
    public IConversationCustodian? Custodian { get; init; }

    /// <summary>The clock; the system's unless given.</summary>
    public TimeProvider Time { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = TimeProvider.System;

    /// <summary>How long a channel may take for one package; 5 seconds unless given. Above zero, at most a day. It binds a channel that blocks its thread too: channels are called on the thread pool.</summary>
    public TimeSpan HandoffTimeout { get; init => field = value > TimeSpan.Zero && value <= TimeSpan.FromDays(1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HandoffTimeout must be above zero and at most a day."); } = TimeSpan.FromSeconds(5);

    /// <summary>How many of the latest turns of this process are remembered, so that a repeated id neither acts nor hands off twice; at least 1. Turns still under way are remembered beyond it. Some 500 bytes each.</summary>
    public int RememberedTurns { get; init => field = Guard.AtLeast(value, 1, nameof(RememberedTurns)); } = 16384;

    /// <summary>How large a context package may become.</summary>
    public PackageLimits PackageLimits { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = PackageLimits.Default;

    /// <summary>What goes into a package: its redaction, and where long transcripts go.</summary>
    public PackagingOptions Packaging { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = PackagingOptions.Default;

    /// <summary>Makes ids for turns without one; null makes time-ordered UUIDs.</summary>
    public Func<string>? NewId { get; init; }
}
