using System.Text;
using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Redaction;
using Escalation.Runtime;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Runtime;

/// <summary>The runtime with a desk: the agent's silence is the desk's word, and the log tells the whole life.</summary>
public sealed class RuntimeLifecycleTests : IDisposable
{
    private readonly InProcessHandoffChannel _queues = new();
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryEscalationStore _store = new();
    private readonly EscalationDesk _desk;

    public RuntimeLifecycleTests() => _desk = new EscalationDesk(RuntimeBench.Router, _queues, _store, new EscalationDeskOptions { Time = _time });

    private static ITrigger Trigger => new StubTrigger("angry", turn => turn.Request == "angry" ? Signal.Fire(Reason.Sensitivity) : Signal.Quiet());

    public void Dispose() => _queues.Dispose();

    [Fact]
    public async Task The_agent_is_silent_from_the_handoff_to_the_hand_back_even_on_a_copy_of_the_conversation_that_knows_nothing_of_it()
    {
        using RuntimeBench bench = Bench();
        Conversation conversation = bench.ThePolicy.StartConversation("c");
        byte[] before = ConversationJson.ToUtf8Bytes(conversation);
        Assert.NotNull((await bench.Handle(Turn("t1", "angry", conversation))).Receipt);

        Conversation stale = ConversationJson.Parse(before);
        Assert.Equal(ConversationOwner.Agent, stale.Owner);
        foreach (string request in new[] { "calm", "angry" })
        {
            HandleResult silent = await bench.Handle(Turn("t2-" + request, request, stale));
            Assert.Equal((Reason.OwnedByPerson, false, null, null), (silent.Decision.Reason, silent.Acted, silent.Receipt, silent.FallbackMessage));
        }

        await _desk.AcceptAsync("t1", "ann");
        await _desk.ResolveAsync("t1", "ann", new EscalationResolution("done"));
        Assert.False((await bench.Handle(Turn("t3", "calm", conversation))).Acted);
        await _desk.HandBackAsync("t1", "ann", "All is well.", conversation);
        Assert.True((await bench.Handle(Turn("t4", "calm", conversation))).Acted);
        Assert.Equal(1, bench.Acts);
        Assert.Equal(1, _queues.Waiting);
    }

    [Theory]
    [InlineData(RedactionMethod.Keep)]
    [InlineData(RedactionMethod.Hash)]
    [InlineData(RedactionMethod.Mask)]
    [InlineData(RedactionMethod.Erase)]
    public async Task The_agent_is_silent_whatever_redaction_and_limits_leave_of_the_conversations_id(RedactionMethod method)
    {
        string id = "c-" + new string('x', 20_000) + "\ud800";
        var packaging = new PackagingOptions { Redaction = PackageRedaction.Build(r => r.Key(new RedactionKey("k", new byte[16])).For(DataClass.Identifier, method)) };
        var disk = new SimulatedDisk();
        ContextPackage package;
        using (JournalEscalationStore store = JournalEscalationStore.Open(disk))
        {
            var desk = new EscalationDesk(RuntimeBench.Router, _queues, store);
            using var bench = new RuntimeBench(RuntimeBench.Policy(Trigger), new EscalationRuntimeOptions { Custodian = desk, Packaging = packaging }, desk);
            package = (await bench.Handle(Turn("t1", "angry", new Conversation(id)))).Package!;
            Assert.Equal(Reason.OwnedByPerson, (await bench.Handle(Turn("t2", "calm", new Conversation(id)))).Decision.Reason);
            Assert.Equal(method == RedactionMethod.Keep, Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(package)).Contains(id[..^1], StringComparison.Ordinal));
        }

        using JournalEscalationStore again = JournalEscalationStore.Open(disk.AfterPowerFailure(1));
        var next = new EscalationDesk(RuntimeBench.Router, _queues, again);
        using var later = new RuntimeBench(RuntimeBench.Policy(Trigger), new EscalationRuntimeOptions { Custodian = next, Packaging = packaging }, next);
        Conversation conversation = new(id);
        Assert.Equal(Reason.OwnedByPerson, (await later.Handle(Turn("t3", "calm", conversation))).Decision.Reason);
        await next.AcceptAsync("t1", "ann");
        await next.ResolveAsync("t1", "ann", new EscalationResolution("done"));
        await Assert.ThrowsAsync<ArgumentException>(() => next.HandBackAsync("t1", "ann", "All is well.", new Conversation("other")).AsTask());
        await next.HandBackAsync("t1", "ann", "All is well.", conversation);
        Assert.True((await later.Handle(Turn("t4", "calm", conversation))).Acted);
        Assert.Equal(package.ConversationId, (await next.FindAsync("t1"))!.Package.ConversationId);
    }

    [Fact]
    public async Task A_person_who_takes_over_on_another_machine_keeps_an_act_under_way_from_running()
    {
        var slow = new TaskCompletionSource<Signal>();
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new StubAsyncTrigger("slow", _ => new ValueTask<Signal>(slow.Task))));
        using var bench = new RuntimeBench(policy, new EscalationRuntimeOptions { Custodian = _desk }, _desk);
        Task<HandleResult> handling = bench.Handle(Turn("t", "calm", policy.StartConversation("c")));
        await _desk.SendAsync(Package("elsewhere"));
        slow.SetResult(Signal.Quiet());

        Assert.Equal((0, Reason.OwnedByPerson), (bench.Acts, (await handling).Decision.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_custodian_that_fails_or_does_not_answer_lets_nothing_act(bool throws)
    {
        var custodian = new BadCustodian(throws);
        using var bench = new RuntimeBench(RuntimeBench.Policy(Trigger), new EscalationRuntimeOptions { Custodian = custodian });
        Task<HandleResult> handling = bench.Handle(Turn("t", "calm", bench.ThePolicy.StartConversation("c")));
        for (int i = 0; i < 500 && !handling.IsCompleted; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(6));
            await Task.Delay(2);
        }

        HandleResult result = await handling;
        Assert.Equal((0, RuntimeReason.CustodyUnknown), (bench.Acts, result.Decision.Reason));
        Assert.NotNull(result.FallbackMessage); // Nobody is left in silence.
        Assert.NotEqual(0, bench.Runtime.Counters.ObserverFaults);
    }

    [Fact]
    [Trait("Row", "91")]
    public async Task An_escalation_that_nobody_took_is_recorded_as_abandoned_and_the_next_turn_is_handed_off_again()
    {
        using RuntimeBench bench = Bench();
        using IDisposable following = bench.Runtime.Follow(_desk);
        Conversation conversation = bench.ThePolicy.StartConversation("c");
        await bench.Handle(Turn("t1", "angry", conversation));
        _time.Advance(TimeSpan.FromHours(9));
        await _desk.SweepAsync();
        Assert.Equal(ConversationCustody.Abandoned, await _desk.CustodyOfAsync("c"));

        HandleResult next = await bench.Handle(Turn("t2", "calm", conversation));

        Assert.Equal((false, 0), (next.Acted, bench.Acts));
        Assert.Equal("t2", next.Receipt!.EscalationId);
        Assert.NotNull(next.FallbackMessage);
        Assert.Equal(ConversationCustody.Person, await _desk.CustodyOfAsync("c"));
        Assert.Equal(["decision", "handoff-intent", "handoff-delivered", "handoff-timed-out", "handoff-abandoned", "decision", "handoff-intent", "handoff-delivered"], bench.Kinds);
        Assert.Equal(("t1", "timed-out"), (bench.Records[4].Id, bench.Records[4].Data.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task The_log_tells_the_life_of_an_escalation_in_codes_and_pseudonyms_and_labels_become_outcomes()
    {
        using RuntimeBench bench = Bench();
        var keys = new MemorySubjectKeyStore();
        IDisposable following = bench.Runtime.Follow(_desk, new EscalationRecordOptions { ActorKey = new RedactionKey("k", new byte[16]), Identities = keys });
        Conversation conversation = bench.ThePolicy.StartConversation("c");
        await bench.Handle(Turn("t1", "angry", conversation));
        _time.Advance(TimeSpan.FromHours(4));
        await _desk.SweepAsync();
        await _desk.AcceptAsync("t1", "CANARY-ann@example.org");
        await _desk.ResolveAsync("t1", "CANARY-ann@example.org", new EscalationResolution("refunded") { ModelWasRight = false, Needed = true, Sufficient = false, Label = "CANARY label of no code" });
        await _desk.HandBackAsync("t1", "CANARY-ann@example.org", "CANARY summary", conversation);

        AuditRecord[] life = [.. bench.Records.Skip(3)];
        Assert.Equal(["handoff-reminded", "handoff-accepted", "handoff-resolved", "outcome", "handoff-returned"], life.Select(record => record.Kind.Code));
        Assert.All(life, record => Assert.Equal("t1", record.Id));
        AuditRecord resolved = life[2];
        Assert.Equal(("t1", "t1", "desk"), (Text(resolved, "escalation"), Text(resolved, "decision"), Text(resolved, "queue")));
        Assert.Equal(("refunded", "withheld"), (Text(resolved, "resolution"), Text(resolved, "label")));
        Assert.Equal((true, false), (resolved.Data.GetProperty("needed").GetBoolean(), resolved.Data.GetProperty("sufficient").GetBoolean()));
        Assert.Equal(Text(life[1], "actor"), Text(resolved, "actor"));
        Assert.Equal(16, Text(resolved, "actor").Length);
        Assert.False(life[0].Data.TryGetProperty("actor", out _));
        Assert.False(life[3].Data.GetProperty("wasRight").GetBoolean());
        Assert.DoesNotContain("CANARY", bench.LogText, StringComparison.Ordinal);

        var identity = SealedField.Read(resolved.Data.GetProperty("identity"));
        string place = $"t1/{resolved.Data.GetProperty("sequence").GetInt32()}/identity";
        Assert.Equal("CANARY-ann@example.org", await identity.OpenAsync(keys, place));
        await keys.EraseAsync("CANARY-ann@example.org");
        Assert.Null(await identity.OpenAsync(keys, place));

        following.Dispose();
        await _desk.SendAsync(Package("later"));
        await _desk.AcceptAsync("later", "bob");
        Assert.Equal(8, bench.Records.Length);
    }

    [Fact]
    public async Task Without_a_key_people_do_not_stand_in_the_log_and_a_second_route_does()
    {
        HandoffRouter router = HandoffRouter.Build(r => r.Queue("desk", "team", q => q.Otherwise("second")).Queue("second", "others").Route("default", "desk"));
        var desk = new EscalationDesk(router, _queues);
        using RuntimeBench bench = Bench(desk: desk);
        using IDisposable following = bench.Runtime.Follow(desk);
        await bench.Handle(Turn("t1", "angry", bench.ThePolicy.StartConversation("c")));
        await desk.DeclineAsync("t1", "ann", "not-my-team");

        Assert.Equal(["handoff-declined", "handoff-rerouted"], bench.Kinds.Skip(3));
        Assert.Equal(("withheld", "not-my-team", "desk"), (Text(bench.Records[3], "actor"), Text(bench.Records[3], "reason"), Text(bench.Records[3], "queue")));
        Assert.Equal(("declined", "second"), (Text(bench.Records[4], "reason"), Text(bench.Records[4], "queue")));
    }

    private static string Text(AuditRecord record, string name) => record.Data.GetProperty(name).GetString()!;

    private static AgentTurn Turn(string id, string request, Conversation conversation) => new() { Id = id, Request = request, Conversation = conversation };

    private static ContextPackage Package(string id, string conversation = "c") =>
        Handoff.Lifecycle.DeskBench.Package(id, conversation) with { Route = new HandoffRoute("default", "desk", "team", Priority.Normal) };

    private RuntimeBench Bench(ITrigger? trigger = null, EscalationDesk? desk = null) =>
        new(RuntimeBench.Policy(trigger ?? Trigger), new EscalationRuntimeOptions { Custodian = desk ?? _desk }, desk ?? _desk);

    private sealed class BadCustodian(bool throws) : IConversationCustodian
    {
        public async ValueTask<ConversationCustody> CustodyOfAsync(string conversationId, CancellationToken cancellationToken = default)
        {
            if (throws)
            {
                throw new IOException();
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return ConversationCustody.Agent;
        }
    }
}
