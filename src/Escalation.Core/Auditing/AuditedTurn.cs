using Escalation.Decisions;

namespace Escalation.Auditing;

/// <summary>What a decision record is made of.</summary>
/// <param name="Turn">The turn; none of its content reaches the log, only a SHA-256 of the request.</param>
/// <param name="Decision">The decision.</param>
/// <param name="TriggerNames">The names of the policy's triggers.</param>
/// <param name="Signals">What each trigger said, in that order; empty when unknown.</param>
/// <param name="Enforced">False in shadow mode: the decision is recorded only.</param>
public sealed record AuditedTurn(
    AgentTurn Turn,
    EscalationDecision Decision,
    IReadOnlyList<string> TriggerNames,
    IReadOnlyList<Signal> Signals,
    bool Enforced = true)
{
    /// <summary>The policy that decided. With it the record holds all that <see cref="DecisionReplay"/> needs; without, the decision cannot be replayed.</summary>
    public EscalationPolicy? Policy { get; init; }
}
