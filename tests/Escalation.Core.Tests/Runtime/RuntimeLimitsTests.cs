using Escalation.Decisions;
using Escalation.Runtime;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Runtime;

/// <summary>The runtime tells the conversation what was heard, so that budgets and cool-downs count it.</summary>
public class RuntimeLimitsTests
{
    [Fact]
    public async Task The_runtime_records_what_it_enforces_and_nothing_in_shadow_mode()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(1) });
        foreach (Enforcement enforcement in Enum.GetValues<Enforcement>())
        {
            using var bench = new RuntimeBench(policy, new EscalationRuntimeOptions { Enforcement = enforcement });
            AgentTurn turn = Turn(policy);
            await bench.Handle(turn with { Id = "one" });
            turn.Conversation!.HandBack();
            EscalationDecision second = (await bench.Handle(turn with { Id = "two" })).Decision;
            Assert.Equal(enforcement == Enforcement.Enforce ? DecisionOutcome.RequestApproval : DecisionOutcome.EscalateToPerson, second.Outcome);
        }
    }

    [Fact]
    public async Task The_audit_log_tells_what_was_held_back()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Severity = Severity.High, Budget = TriggerBudget.PerConversation(1) with { Then = DecisionOutcome.Act } });
        using var bench = new RuntimeBench(policy);
        AgentTurn turn = Turn(policy);
        await bench.Handle(turn with { Id = "one" });
        turn.Conversation!.HandBack();
        await bench.Handle(turn with { Id = "two" });
        var decisions = bench.Records.Where(record => record.Kind.Code == "decision").Select(record => record.Data).ToArray();
        Assert.Equal(1, decisions[0].GetProperty("severity").GetInt32());
        Assert.Equal(("act", "budget-exhausted"), (decisions[1].GetProperty("outcome").GetString(), decisions[1].GetProperty("reason").GetString()));
        Assert.Equal(("held-back", "budget-exhausted"), (decisions[1].GetProperty("triggers")[1].GetProperty("said").GetString(), decisions[1].GetProperty("triggers")[1].GetProperty("reason").GetString()));
    }

    private static EscalationPolicy Soft(TriggerRule rule) =>
        EscalationPolicy.Build(p => p.Confidence(0.5).Add(Trigger.Create("soft", _ => Signal.Fire(new Reason("soft")))).Rule("soft", rule));

    private static AgentTurn Turn(EscalationPolicy policy) => new() { Conversation = policy.StartConversation("c"), Confidence = 0.9 };
}
