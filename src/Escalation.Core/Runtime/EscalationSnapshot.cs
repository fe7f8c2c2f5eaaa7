using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Runtime;

/// <summary>A policy and the router that belongs to it: what decides a turn also says where it goes, whatever is reloaded meanwhile. Immutable.</summary>
/// <param name="Policy">Decides.</param>
/// <param name="Router">Leads the policy's route keys to queues.</param>
public sealed record EscalationSnapshot(EscalationPolicy Policy, HandoffRouter Router)
{
    /// <summary>The policy.</summary>
    /// <exception cref="ArgumentNullException">Thrown when the value is null.</exception>
    public EscalationPolicy Policy { get; init => field = value ?? throw new ArgumentNullException(nameof(Policy)); } = Policy ?? throw new ArgumentNullException(nameof(Policy));

    /// <summary>The router.</summary>
    /// <exception cref="ArgumentNullException">Thrown when the value is null.</exception>
    public HandoffRouter Router { get; init => field = value ?? throw new ArgumentNullException(nameof(Router)); } = Router ?? throw new ArgumentNullException(nameof(Router));
}
