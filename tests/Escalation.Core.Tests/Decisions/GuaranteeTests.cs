using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class GuaranteeTests
{
    private static readonly Threshold Certified = new(0.3, ScoreDirection.HigherDelegates, ThresholdPurpose.Budget, ThresholdOrigin.Certified("abc", "rate at most 0.3"));

    [Fact]
    public void A_number_typed_by_hand_guarantees_nothing()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(StubThresholdTrigger.Delegation(Threshold.DelegateAbove(0.3))));

        Assert.Equal(GuaranteeScope.None, policy.Guarantee.Scope);
        Assert.Equal("not certified", policy.Guarantee.ToString());
    }

    [Fact]
    public void A_certified_threshold_alone_covers_the_final_decision()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(StubThresholdTrigger.Delegation(Certified)));

        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Equal(["abc"], policy.Guarantee.CertificateIds);
        Assert.Same(policy.Guarantee, policy.Decide(new AgentTurn { DelegationValue = 0.9 }).Guarantee);
    }

    [Fact]
    public void Hard_triggers_make_it_partial_and_are_named()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(StubThresholdTrigger.Delegation(Certified))
            .Add(new StubTrigger("loops", Signal.Quiet()))
            .Add(new StubAsyncTrigger("verifier", _ => ValueTask.FromResult(Signal.Quiet()))));

        Assert.Equal(GuaranteeScope.Partial, policy.Guarantee.Scope);
        Assert.Equal(["loops", "verifier"], policy.Guarantee.Outside);
        Assert.Contains("outside it: loops, verifier", policy.Guarantee.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_certificates_do_not_add_up_to_one_guarantee()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(StubThresholdTrigger.Delegation(Certified, "a"))
            .Add(StubThresholdTrigger.Delegation(Certified, "b")));

        Assert.Equal(GuaranteeScope.Partial, policy.Guarantee.Scope);
        Assert.Equal(["b"], policy.Guarantee.Outside);
    }

    [Fact]
    public void A_certified_threshold_that_only_nudges_keeps_no_promise()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(StubThresholdTrigger.Delegation(Certified, outcome: DecisionOutcome.Nudge)));

        Assert.Equal(GuaranteeScope.None, policy.Guarantee.Scope);
        Assert.True(policy.Decide(new AgentTurn { DelegationValue = 0.9 }).MayAct);
    }

    [Fact]
    public void A_decision_that_a_fault_made_says_so()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(StubThresholdTrigger.Delegation(Certified)));

        Guarantee guarantee = policy.Decide(new AgentTurn { DelegationValue = double.NaN }).Guarantee;

        Assert.Equal(GuaranteeScope.Partial, guarantee.Scope);
        Assert.Equal(["faults"], guarantee.Outside);
    }
}
