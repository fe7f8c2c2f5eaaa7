using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class PolicyAllocationTests
{
    [Fact]
    public void Deciding_allocates_nothing_whether_it_acts_or_escalates()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Costs(50, 4)
            .Add(StubThresholdTrigger.Confidence(Threshold.ActAtOrAbove(0.5)))
            .Add(StubThresholdTrigger.Delegation(Threshold.DelegateAbove(0.2)))
            .Add(new StubTrigger("quiet", Signal.Quiet()))
            .Add(new StubTrigger("abstains", Signal.NotApplicable()))
            .Route("payments", when: Reason.Sensitivity, priority: Priority.High));
        Conversation conversation = policy.StartConversation("c");
        AgentTurn acts = new() { Id = "a", Confidence = 0.99, DelegationValue = 0.0, Conversation = conversation };
        AgentTurn escalates = acts with { Confidence = 0.1, DelegationValue = 0.9 };
        var signals = new Signal[4];
        int wrong = Run(policy, acts, escalates, signals);

        long before = GC.GetAllocatedBytesForCurrentThread();
        wrong += Run(policy, acts, escalates, signals);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, wrong);
        Assert.Equal(0, allocated);
    }

    private static int Run(EscalationPolicy policy, AgentTurn acts, AgentTurn escalates, Signal[] signals)
    {
        int wrong = 0;
        for (int i = 0; i < 1000; i++)
        {
            wrong += policy.Decide(acts).MayAct ? 0 : 1;
            wrong += policy.Decide(escalates, signals).MayAct ? 1 : 0;
        }

        return wrong;
    }
}
