using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>A threshold on <see cref="AgentTurn.DelegationValue"/>; trigger <c>delegation-value</c>. With costs it caps the cost rule: escalation needs both.</summary>
/// <remarks>Reasons: <c>delegation-value</c>; <c>no-signal</c>, <c>score-undefined</c> or <c>score-out-of-range</c> for a turn without a usable value. For a certificate use <see cref="EscalationOptions.Confidence"/>, where its direction says which score it cuts.</remarks>
public sealed class DelegationValueSettings
{
    /// <summary>The value, in [-1, 1], above which the policy escalates; marked uncalibrated.</summary>
    public double Above { get; set; }

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
