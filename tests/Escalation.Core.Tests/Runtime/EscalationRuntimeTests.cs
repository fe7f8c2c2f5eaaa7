using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Runtime;

public class EscalationRuntimeTests
{
    private static readonly Signal Escalate = Signal.Fire(Reason.Sensitivity);

    [Fact]
    public async Task An_act_runs_after_its_decision_is_recorded()
    {
        using var bench = new RuntimeBench(Signal.Quiet());

        HandleResult result = await bench.Handle();

        Assert.Equal((1, true, true), (bench.Acts, result.Acted, result.Recorded));
        Assert.Equal(("t", DecisionOutcome.Act), (result.Decision.Id, result.Decision.Outcome));
        Assert.Contains("\"kind\":\"decision\"", bench.LogAtAct, StringComparison.Ordinal);
        Assert.Equal(["decision", "released"], bench.Kinds);
        Assert.Null(result.FallbackMessage);
        Assert.Null(result.Package);
        Assert.Equal(0, bench.Channel.Waiting);
    }

    [Fact]
    public async Task The_plain_call_gives_the_decision()
    {
        using var bench = new RuntimeBench(Escalate);

        EscalationDecision decision = await bench.Runtime.HandleAsync(RuntimeBench.Turn(), bench.Act);

        Assert.Equal((DecisionOutcome.EscalateToPerson, "t", 0), (decision.Outcome, decision.Id, bench.Acts));
    }

    [Fact]
    public async Task An_escalation_packs_routes_sends_hands_the_conversation_over_and_tells_the_user()
    {
        using var bench = new RuntimeBench(Escalate);
        Conversation conversation = bench.ThePolicy.StartConversation("c");

        HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });

        Assert.Equal((0, false), (bench.Acts, result.Acted));
        Assert.Equal(ConversationOwner.Person, conversation.Owner);
        Assert.Equal(FallbackResponder.LastResort, result.FallbackMessage);
        Assert.Equal("desk", result.Receipt!.Queue);
        Assert.True(bench.Channel.TryReceive(out ContextPackage? received));
        Assert.Same(result.Package, received);
        Assert.Equal(("t", "desk", "team"), (received.EscalationId, received.Route.Queue, received.Route.Owner));
        Assert.Equal(FallbackResponder.LastResort, received.FallbackMessage!.Text);
        Assert.Equal(["decision", "handoff-intent", "handoff-delivered"], bench.Kinds);
        Assert.Equal(ContextPackageJson.ContentSha256(received), bench.Records[1].Data.GetProperty("packageSha256").GetString());
    }

    [Fact]
    public async Task A_person_who_owns_the_conversation_is_not_sent_another_package_and_may_hand_it_back()
    {
        var signal = Escalate;
        var bench = new RuntimeBench(RuntimeBench.Policy(new StubTrigger("stub", _ => signal)));
        Conversation conversation = bench.ThePolicy.StartConversation("c");
        await bench.Handle(RuntimeBench.Turn("1") with { Conversation = conversation });
        signal = Signal.Quiet();

        HandleResult silent = await bench.Handle(RuntimeBench.Turn("2") with { Conversation = conversation });
        Assert.Equal((Reason.OwnedByPerson, 0), (silent.Decision.Reason, bench.Acts));
        Assert.Null(silent.FallbackMessage);
        Assert.Null(silent.Package);
        Assert.Equal(1, bench.Channel.Waiting);

        conversation.HandBack("The customer has a new card.");
        HandleResult again = await bench.Handle(RuntimeBench.Turn("3") with { Conversation = conversation });
        Assert.True(again.Acted);
        bench.Dispose();
    }

    [Fact]
    public async Task A_request_for_approval_withholds_the_act_and_leaves_the_conversation_with_the_agent()
    {
        using var bench = new RuntimeBench(Signal.Fire(new Reason("refund-limit"), DecisionOutcome.RequestApproval));
        Conversation conversation = bench.ThePolicy.StartConversation("c");

        HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation, ProposedStep = AgentStep.Tool("refund", "{}") });

        Assert.Equal((0, ConversationOwner.Agent), (bench.Acts, conversation.Owner));
        Assert.Equal("refund", result.Package!.PendingAction!.Step!.Action);
        Assert.NotNull(result.Receipt);
        Assert.NotNull(result.FallbackMessage);
        Assert.Equal(1, bench.Channel.Waiting);
    }

    [Fact]
    public async Task A_stronger_model_gets_the_package_and_the_agent_keeps_the_conversation()
    {
        using var bench = new RuntimeBench(Signal.Fire(Reason.LowConfidence, DecisionOutcome.EscalateToModel));
        Conversation conversation = bench.ThePolicy.StartConversation("c");

        HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });

        Assert.Equal((0, ConversationOwner.Agent), (bench.Acts, conversation.Owner));
        Assert.NotNull(result.Receipt);
    }

    [Fact]
    public async Task A_nudge_acts_and_shows()
    {
        using var bench = new RuntimeBench(Signal.Fire(Reason.Loop, DecisionOutcome.Nudge));

        HandleResult result = await bench.Handle();

        Assert.Equal((1, DecisionOutcome.Nudge, Reason.Loop), (bench.Acts, result.Decision.Outcome, result.Decision.Reason));
        Assert.Equal(1, bench.Runtime.Counters.Nudges);
    }

    [Fact]
    public async Task A_safe_stop_runs_nothing_and_sends_nothing()
    {
        using var bench = new RuntimeBench(Signal.Fire(Reason.Sensitivity, DecisionOutcome.SafeStop));

        HandleResult result = await bench.Handle();

        Assert.Equal((0, 0), (bench.Acts, bench.Channel.Waiting));
        Assert.Null(result.Package);
        Assert.NotEmpty(result.FallbackMessage!);
        Assert.Equal(["decision"], bench.Kinds);
        Assert.Equal(1, bench.Runtime.Counters.SafeStops);
    }

    [Fact]
    public async Task A_turn_without_an_id_gets_one()
    {
        using var bench = new RuntimeBench(Escalate, new EscalationRuntimeOptions { NewId = () => "fresh" });
        using var standard = new RuntimeBench(Escalate);

        Assert.Equal("fresh", (await bench.Handle(RuntimeBench.Turn(null))).Decision.Id);
        HandleResult first = await standard.Handle(RuntimeBench.Turn(null));
        HandleResult second = await standard.Handle(RuntimeBench.Turn(null));
        Assert.NotEqual(first.Decision.Id, second.Decision.Id);
        Assert.Equal(first.Decision.Id, first.Package!.EscalationId);
        Assert.Equal(2, standard.Channel.Waiting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_blank_id_is_refused_and_nothing_acts(string id)
    {
        using var bench = new RuntimeBench(Signal.Quiet());

        await Assert.ThrowsAsync<ArgumentException>(() => bench.Handle(RuntimeBench.Turn(id)));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Handle(RuntimeBench.Turn(new string('x', AuditEntry.MaximumIdLength + 1))));
        Assert.Equal((0, 0), (bench.Acts, bench.Records.Length));
    }

    [Fact]
    public async Task An_id_that_is_not_well_formed_is_refused_and_nothing_acts()
    {
        using var bench = new RuntimeBench(Signal.Quiet());
        string[] illFormed = ["\ud800", "\ud801", "a\udc00", "\ud83d\ude00\ud83d", "\udc00\ud800", "\ud800\ud800\udc00"];
        foreach (string id in illFormed)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => bench.Handle(RuntimeBench.Turn(id)));
            Assert.Throws<ArgumentException>(() => new AuditEntry(AuditKind.Outcome, id));
        }

        Assert.Equal((0, 0), (bench.Acts, bench.Records.Length));
        await bench.Handle(RuntimeBench.Turn("\ud83d\ude00"));
        Assert.Equal("\ud83d\ude00", bench.Records[0].Id);
    }

    [Fact]
    public void A_route_that_nobody_owns_is_refused_when_the_runtime_is_made()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new StubTrigger("a", Signal.Quiet())).Route("payments", when: Reason.Loop));

        HandoffRoutingException fault = Assert.Throws<HandoffRoutingException>(() => new RuntimeBench(policy));
        Assert.Contains("payments", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replaced_policy_decides_the_next_turn_unless_its_routes_lead_nowhere()
    {
        EscalationPolicy current = RuntimeBench.Policy(new StubTrigger("a", Signal.Quiet()));
        using var bench = new RuntimeBench(Signal.Quiet());
        var runtime = new EscalationRuntime(() => current, RuntimeBench.Router, bench.Channel, bench.Log);
        Assert.True((await runtime.HandleDetailedAsync(RuntimeBench.Turn("1"), bench.Act)).Acted);

        current = RuntimeBench.Policy(new StubTrigger("a", Escalate));
        Assert.False((await runtime.HandleDetailedAsync(RuntimeBench.Turn("2"), bench.Act)).Acted);

        current = EscalationPolicy.Build(p => p.Add(new StubTrigger("a", Signal.Quiet())).Route("nowhere"));
        await Assert.ThrowsAsync<HandoffRoutingException>(async () => await runtime.HandleDetailedAsync(RuntimeBench.Turn("3"), bench.Act));
        Assert.Equal(1, bench.Acts);
    }

    [Fact]
    public async Task Outcomes_are_recorded_for_known_decisions_and_refused_for_others()
    {
        using var bench = new RuntimeBench(Signal.Quiet());
        await bench.Handle();

        await bench.Runtime.RecordOutcomeAsync("t", wasRight: false);
        await Assert.ThrowsAsync<UnknownDecisionException>(async () => await bench.Runtime.RecordOutcomeAsync("other", wasRight: true));

        AuditRecord outcome = bench.Records[^1];
        Assert.Equal(("outcome", "t", false), (outcome.Kind.Code, outcome.Id, outcome.Data.GetProperty("wasRight").GetBoolean()));

        // A later process knows the decision from the log alone.
        var later = new EscalationRuntime(bench.ThePolicy, RuntimeBench.Router, bench.Channel, bench.Log);
        await later.RecordOutcomeAsync("t", wasRight: true);
        await Assert.ThrowsAsync<UnknownDecisionException>(async () => await later.RecordOutcomeAsync("other", wasRight: true));
        Assert.Equal(["decision", "released", "outcome", "outcome"], bench.Kinds);
    }

    [Fact]
    public async Task An_outcome_for_a_closed_log_says_so_whether_or_not_the_decision_is_known()
    {
        using var bench = new RuntimeBench(Signal.Quiet());
        await bench.Handle();
        bench.Log.Dispose();
        int records = bench.Records.Length;

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await bench.Runtime.RecordOutcomeAsync("t", wasRight: true));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await bench.Runtime.RecordOutcomeAsync("other", wasRight: true));
        Assert.Equal(records, bench.Records.Length);
    }

    [Fact]
    public async Task Shadow_mode_acts_whatever_is_decided_and_records_what_would_have_been()
    {
        Signal[] signals = [Escalate, Signal.Fire(Reason.Loop, DecisionOutcome.SafeStop), Signal.Fault(Reason.Timeout), Signal.Fire(Reason.Loop, DecisionOutcome.RequestApproval)];
        foreach (Signal signal in signals)
        {
            using var bench = new RuntimeBench(signal, new EscalationRuntimeOptions { Enforcement = Enforcement.Shadow });
            Conversation conversation = bench.ThePolicy.StartConversation("c");

            HandleResult result = await bench.Handle(RuntimeBench.Turn() with { Conversation = conversation });

            Assert.True(result.Acted);
            Assert.Equal((1, 0, ConversationOwner.Agent), (bench.Acts, bench.Channel.Waiting, conversation.Owner));
            Assert.Equal(signal.Proposal, result.Decision.Outcome);
            Assert.False(bench.Records[0].Data.GetProperty("enforced").GetBoolean());
            Assert.NotEqual("act", bench.Records[0].Data.GetProperty("outcome").GetString());
            Assert.Equal(["decision", "released"], bench.Kinds);
        }
    }

    [Fact]
    public async Task The_counters_tell_what_happened()
    {
        using var bench = new RuntimeBench(Signal.Missing(Reason.NoSignal));
        await bench.Handle(RuntimeBench.Turn("1"));
        await bench.Handle(RuntimeBench.Turn("2"));
        await bench.Handle(RuntimeBench.Turn("2"));

        RuntimeCounters counters = bench.Runtime.Counters;
        Assert.Equal(
            new RuntimeCounters { Decisions = 2, EscalationsToPerson = 2, Faults = 2, HandoffsDelivered = 2, Repetitions = 1 },
            counters);
    }
}
