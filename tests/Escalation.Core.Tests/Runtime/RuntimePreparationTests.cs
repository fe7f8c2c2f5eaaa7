using Escalation.Core.Tests.Triggers.Loops;
using Escalation.Decisions;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Runtime;

public class RuntimePreparationTests
{
    [Fact]
    public async Task The_runtime_asks_a_judge_that_is_due_before_it_decides()
    {
        var judge = new StubLoopJudge(0.95);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.LoopJudge(judge, o => o.FirstStep = 1));
        using var bench = new RuntimeBench(policy);
        AgentTurn turn = Repeated(policy, 1);
        HandleResult result = await bench.Runtime.HandleDetailedAsync(turn, bench.Act);
        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.Loop, 0.95), (result.Decision.Outcome, result.Decision.Reason, result.Decision.Score));
        Assert.Equal((1, 0), (judge.Asked, bench.Acts));
    }

    [Fact]
    public async Task A_nudged_turn_acts_and_brings_the_words_for_the_agent_which_stay_out_of_the_log()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops());
        using var bench = new RuntimeBench(policy);
        HandleResult result = await bench.Runtime.HandleDetailedAsync(Repeated(policy, 4), bench.Act);
        Assert.Equal((DecisionOutcome.Nudge, true), (result.Decision.Outcome, result.Acted));
        Assert.Contains("4 times since step 1", result.Nudge, StringComparison.Ordinal);
        Assert.DoesNotContain("It will not change by repeating", bench.LogText, StringComparison.Ordinal);
        Assert.Null((await bench.Runtime.HandleDetailedAsync(Repeated(policy, 1), bench.Act)).Nudge);
    }

    [Fact]
    public async Task In_shadow_mode_nobody_is_nudged()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Loops());
        using var bench = new RuntimeBench(policy, new EscalationRuntimeOptions { Enforcement = Enforcement.Shadow });
        HandleResult result = await bench.Runtime.HandleDetailedAsync(Repeated(policy, 4), bench.Act);
        Assert.Equal((DecisionOutcome.Nudge, true, null), (result.Decision.Outcome, result.Acted, result.Nudge));
    }

    private static AgentTurn Repeated(EscalationPolicy policy, int times)
    {
        Conversation conversation = policy.StartConversation("c");
        for (int i = 0; i < times; i++)
        {
            conversation.Record(AgentStep.Tool("ls", "{}", "a"));
        }

        return new AgentTurn { Conversation = conversation };
    }
}
