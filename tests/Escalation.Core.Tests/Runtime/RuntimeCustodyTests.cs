using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Runtime;

/// <summary>A custodian that cannot say who has a conversation: nothing acts, and nobody is left in silence.</summary>
public class RuntimeCustodyTests
{
    [Fact]
    public async Task A_turn_whose_custody_is_unknown_goes_to_a_person_and_the_user_hears_so()
    {
        var custodian = new FlakyCustodian { Fails = true };
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Custodian = custodian });
        Conversation conversation = bench.ThePolicy.StartConversation("c");

        HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });

        Assert.Equal((0, false), (bench.Acts, result.Acted));
        Assert.Equal((DecisionOutcome.EscalateToPerson, RuntimeReason.CustodyUnknown), (result.Decision.Outcome, result.Decision.Reason));
        Assert.NotNull(result.FallbackMessage);
        Assert.NotNull(result.Receipt);
        Assert.Equal(ConversationOwner.Person, conversation.Owner);
        Assert.Equal(["decision", "handoff-intent", "handoff-delivered"], bench.Kinds);
    }

    [Fact]
    public async Task What_was_decided_without_the_policy_replays_from_the_log_and_no_act_follows_from_it()
    {
        using var bench = new RuntimeBench(Signal.Fire(Reason.Loop, outcome: DecisionOutcome.Nudge), new EscalationRuntimeOptions { Custodian = new FlakyCustodian { Fails = true } });
        await bench.Handle(RuntimeBench.Turn() with { Conversation = bench.ThePolicy.StartConversation("c") });
        AuditRecord record = bench.Records[0];
        Assert.Equal("custody-unknown", record.Data.GetProperty("reason").GetString());

        Assert.Equal(ReplayStatus.Replays, DecisionReplay.Run(record).Status);

        JsonObject forged = JsonNode.Parse(record.Data.GetRawText())!.AsObject();
        forged["outcome"] = "act";
        Assert.Equal(ReplayStatus.Differs, DecisionReplay.Run(record with { Data = JsonSerializer.SerializeToElement(forged) }).Status);
    }

    [Fact]
    public async Task Where_the_package_fails_too_the_next_turn_is_handed_off_again_and_never_silent()
    {
        var custodian = new FlakyCustodian { Fails = true };
        var channel = new FlakyChannel { Fails = true };
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Custodian = custodian }, channel);
        Conversation conversation = bench.ThePolicy.StartConversation("c");
        HandleResult first = await bench.Handle(RuntimeBench.Turn("t1") with { Conversation = conversation });
        Assert.Equal((true, true), (first.FallbackMessage is not null, first.HandoffFailure is not null));

        (custodian.Fails, channel.Fails) = (false, false);
        HandleResult second = await bench.Handle(RuntimeBench.Turn("t2") with { Conversation = conversation });

        Assert.Equal((0, true, true), (bench.Acts, second.Receipt is not null, second.FallbackMessage is not null));
    }

    [Fact]
    public async Task A_custodian_that_fails_between_the_decision_and_the_act_keeps_the_act_from_running_and_the_turn_from_being_lost()
    {
        var custodian = new FlakyCustodian();
        var failing = new FailingObserver(custodian);
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Custodian = custodian, Observers = [failing] });
        Conversation conversation = bench.ThePolicy.StartConversation("c");

        HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });

        Assert.Equal((0, RuntimeReason.CustodyUnknown), (bench.Acts, result.Decision.Reason));
        Assert.NotNull(result.FallbackMessage);
        Assert.Equal(["decision", "withheld", "handoff-intent", "handoff-delivered"], bench.Kinds);
        Assert.Equal([Reason.WithinThresholds, RuntimeReason.CustodyUnknown], failing.Told);
    }

    [Fact]
    public async Task In_shadow_mode_the_custodian_is_not_asked()
    {
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Custodian = new FlakyCustodian { Fails = true }, Enforcement = Enforcement.Shadow });

        Assert.True((await bench.Handle(RuntimeBench.Turn() with { Conversation = bench.ThePolicy.StartConversation("c") })).Acted);
    }

    private sealed class FlakyCustodian : IConversationCustodian
    {
        public bool Fails { get; set; }

        public ValueTask<ConversationCustody> CustodyOfAsync(string conversationId, CancellationToken cancellationToken = default) =>
            Fails ? throw new IOException("The store is away.") : ValueTask.FromResult(ConversationCustody.Agent);
    }

    private sealed class FlakyChannel : Escalation.Handoff.IHandoffChannel
    {
        public bool Fails { get; set; }

        public ValueTask<Escalation.Handoff.HandoffReceipt> SendAsync(Escalation.Handoff.ContextPackage package, CancellationToken cancellationToken = default) => Fails
            ? throw new IOException("The store is away.")
            : ValueTask.FromResult(new Escalation.Handoff.HandoffReceipt(package.EscalationId, package.Route.Queue, package.CreatedAt));
    }

    private sealed class FailingObserver(FlakyCustodian custodian) : IDecisionObserver
    {
        public List<Reason> Told { get; } = [];

        public void OnDecided(AgentTurn turn, in EscalationDecision decision)
        {
            Told.Add(decision.Reason);
            custodian.Fails = true;
        }
    }
}
