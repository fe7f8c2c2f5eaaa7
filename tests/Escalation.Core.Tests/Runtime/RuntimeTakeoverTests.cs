using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Runtime;

/// <summary>A person takes the conversation while a turn is under way: from that moment the agent does nothing.</summary>
public class RuntimeTakeoverTests
{
    [Fact]
    public async Task A_person_who_takes_over_while_the_turn_is_decided_keeps_the_act_from_running()
    {
        var slow = new TaskCompletionSource<Signal>();
        using var bench = new RuntimeBench(EscalationPolicy.Build(p => p.Add(new StubAsyncTrigger("slow", _ => new ValueTask<Signal>(slow.Task)))));
        Conversation conversation = bench.ThePolicy.StartConversation("c");

        Task<HandleResult> handling = bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });
        conversation.HandOver();
        slow.SetResult(Signal.Quiet());
        HandleResult result = await handling;

        AssertOwned(bench, result);
        Assert.Equal(["decision"], bench.Kinds);
        Assert.Equal("owned-by-person", bench.Records[0].Data.GetProperty("reason").GetString());
        Assert.Equal("slow", bench.Records[0].Data.GetProperty("triggers")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_observer_that_takes_the_conversation_keeps_the_act_from_running()
    {
        Conversation? conversation = null;
        var observer = new TakingObserver(() => conversation!.HandOver());
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Observers = [observer] });
        conversation = bench.ThePolicy.StartConversation("c");

        HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });

        AssertOwned(bench, result);
        Assert.Equal([Reason.WithinThresholds, Reason.OwnedByPerson], observer.Told);
        Assert.Equal(["decision", "withheld"], bench.Kinds);
        AuditRecord withheld = bench.Records[1];
        Assert.Equal(("t", "owned-by-person"), (withheld.Id, withheld.Data.GetProperty("reason").GetString()));
        Assert.Equal("act", bench.Records[0].Data.GetProperty("outcome").GetString());
        Assert.Equal("escalate-to-person", withheld.Data.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_person_who_takes_over_while_the_record_is_written_keeps_the_act_from_running()
    {
        Conversation? conversation = null;
        using var bench = new RuntimeBench(Signal.Quiet());
        bench.Storage.Faults = (_, _) =>
        {
            conversation!.HandOver();
            return null;
        };
        conversation = bench.ThePolicy.StartConversation("c");

        AssertOwned(bench, await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation }));
        Assert.Equal(["decision", "withheld"], bench.Kinds);
    }

    [Fact]
    public async Task A_request_to_a_model_is_not_sent_when_a_person_has_taken_over()
    {
        Conversation? conversation = null;
        using var bench = new RuntimeBench(RuntimeBench.Policy(new StubTrigger("taker", _ =>
        {
            conversation!.HandOver();
            return Signal.Fire(Reason.LowConfidence, DecisionOutcome.EscalateToModel);
        })));
        conversation = bench.ThePolicy.StartConversation("c");

        AssertOwned(bench, await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation }));
    }

    [Fact]
    public async Task An_escalation_to_a_person_stands_and_carries_its_finding()
    {
        Conversation? conversation = null;
        using var bench = new RuntimeBench(RuntimeBench.Policy(new StubTrigger("taker", _ =>
        {
            conversation!.HandOver();
            return Signal.Fire(Reason.Sensitivity);
        })));
        conversation = bench.ThePolicy.StartConversation("c");

        HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });

        Assert.Equal((Reason.Sensitivity, 0), (result.Decision.Reason, bench.Acts));
        Assert.NotNull(result.Receipt);
    }

    [Fact]
    public async Task In_shadow_mode_a_takeover_changes_nothing()
    {
        Conversation? conversation = null;
        var observer = new TakingObserver(() => conversation!.HandOver());
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Enforcement = Enforcement.Shadow, Observers = [observer] });
        conversation = bench.ThePolicy.StartConversation("c");

        Assert.True((await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation })).Acted);
        Assert.Equal(["decision", "released"], bench.Kinds);
    }

    private static void AssertOwned(RuntimeBench bench, HandleResult result)
    {
        Assert.Equal((0, false), (bench.Acts, result.Acted));
        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.OwnedByPerson, "t"), (result.Decision.Outcome, result.Decision.Reason, result.Decision.Id));
        Assert.Equal(0, bench.Channel.Waiting);
        Assert.Null(result.FallbackMessage);
        Assert.Equal(new RuntimeCounters { Decisions = 1, EscalationsToPerson = 1 }, bench.Runtime.Counters);
    }

    private sealed class TakingObserver(Action take) : IDecisionObserver
    {
        public List<Reason> Told { get; } = [];

        public void OnDecided(AgentTurn turn, in EscalationDecision decision)
        {
            Told.Add(decision.Reason);
            take();
        }
    }
}
