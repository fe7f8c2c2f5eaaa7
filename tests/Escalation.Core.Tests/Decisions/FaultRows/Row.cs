using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>What a fault row that says "escalate with this reason" asks of a policy.</summary>
internal static class Row
{
    /// <summary>The policy goes to a person for this reason, counts the failure and does not act.</summary>
    internal static Signal Fails(Reason reason, EscalationPolicy policy, AgentTurn turn)
    {
        var signals = new Signal[policy.TriggerNames.Count];
        EscalationDecision decision = policy.Decide(turn, signals);
        Escalates(reason, decision);
        Assert.NotEqual(0UL, decision.FailedTriggers);
        Assert.NotEqual(GuaranteeScope.Full, decision.Guarantee.Scope);
        return signals[0];
    }

    /// <summary>The same for the cost rule, which is no trigger and has no bit.</summary>
    internal static void FailsByCosts(Reason reason, Action<EscalationPolicyBuilder> configure, AgentTurn turn) =>
        Escalates(reason, EscalationPolicy.Build(configure).Decide(turn));

    internal static Signal Fails(Reason reason, Action<EscalationPolicyBuilder> configure, AgentTurn turn) =>
        Fails(reason, EscalationPolicy.Build(configure), turn);

    internal static void Escalates(Reason reason, in EscalationDecision decision)
    {
        Assert.Equal((DecisionOutcome.EscalateToPerson, reason.Code), (decision.Outcome, decision.Reason.Code));
        Assert.False(decision.MayAct);
    }
}
