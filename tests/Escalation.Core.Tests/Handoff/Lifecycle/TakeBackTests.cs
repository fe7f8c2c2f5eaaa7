using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Monitoring.Kpis;
using Escalation.Core.Tests.Runtime;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Monitoring.Kpis;
using Escalation.Runtime;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>A person who resolves and never hands back must not silence the agent for ever.</summary>
public class TakeBackTests
{
    private static readonly EscalationResolution Done = new("done");

    [Fact]
    public async Task Somebody_else_gives_a_resolved_conversation_back_and_the_agent_answers_again()
    {
        EscalationPolicy policy = RuntimeBench.Policy(new StubTrigger("angry", turn => turn.Request == "angry" ? Signal.Fire(Reason.Sensitivity) : Signal.Quiet()));
        EscalationDesk? desk = null;
        using var queues = new InProcessHandoffChannel();
        using var bench = new RuntimeBench(policy, new EscalationRuntimeOptions { Custodian = new LateCustodian(() => desk!) }, new LateChannel(() => desk!));
        desk = new EscalationDesk(RuntimeBench.Router, queues, options: new EscalationDeskOptions { Time = bench.Time });
        using IDisposable following = bench.Runtime.Follow(desk);
        Conversation conversation = policy.StartConversation("c");
        await bench.Handle(new AgentTurn { Id = "t1", Request = "angry", Conversation = conversation });
        await desk.AcceptAsync("t1", "ann");
        await desk.ResolveAsync("t1", "ann", Done);
        bench.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(Reason.OwnedByPerson, (await bench.Handle(new AgentTurn { Id = "t2", Request = "calm", Conversation = conversation })).Decision.Reason);

        EscalationCase after = await desk.TakeBackAsync("t1", "zoe", "shift-ended", "Ann refunded it.", conversation);

        Assert.Equal((EscalationState.HandedBack, "zoe", "shift-ended"), (after.State, after.Events[^1].Actor, after.Events[^1].Reason));
        Assert.Equal((ConversationOwner.Agent, ConversationCustody.Agent), (conversation.Owner, await desk.CustodyOfAsync("c")));
        Assert.Equal("Ann refunded it.", conversation.GetStep(conversation.RetainedStepCount - 1).Text);
        Assert.True((await bench.Handle(new AgentTurn { Id = "t3", Request = "calm", Conversation = conversation })).Acted);
        AuditRecord returned = bench.Records.Single(record => record.Kind == AuditKind.HandoffReturned);
        Assert.True(returned.Data.GetProperty("takenBack").GetBoolean());
        Assert.Equal("shift-ended", returned.Data.GetProperty("reason").GetString());
        KpiCounts counts = AuditKpis.Compute(bench.Records).Counts;
        Assert.Equal((0L, 1L), (counts.NotReturned, counts.TakenBack));
    }

    [Fact]
    public async Task It_needs_a_resolution_a_reason_and_words_and_happens_once()
    {
        var bench = new DeskBench();
        EscalationDesk desk = bench.Desk;
        await desk.SendAsync(DeskBench.Package());
        await Assert.ThrowsAsync<EscalationTransitionException>(() => desk.TakeBackAsync("e", "zoe", "why", "done").AsTask());
        await desk.AcceptAsync("e", "ann");
        await Assert.ThrowsAsync<EscalationTransitionException>(() => desk.TakeBackAsync("e", "zoe", "why", "done").AsTask());
        await desk.ResolveAsync("e", "ann", Done);
        await Assert.ThrowsAsync<ArgumentException>(() => desk.TakeBackAsync("e", "zoe", " ", "done").AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => desk.TakeBackAsync("e", "zoe", "why", " ").AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => desk.TakeBackAsync("e", "zoe", "why", "done", new Conversation("other")).AsTask());
        await Assert.ThrowsAsync<UnknownEscalationException>(() => desk.TakeBackAsync("f", "zoe", "why", "done").AsTask());
        Assert.Equal(EscalationState.Resolved, (await bench.Find()).State);

        EscalationCase first = await desk.TakeBackAsync("e", "zoe", "why", "done");
        EscalationCase again = await desk.TakeBackAsync("e", "zoe", "why", "done");

        Assert.Equal(first.Events.Length, again.Events.Length);
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => desk.TakeBackAsync("e", "bob", "why", "done").AsTask());
        await Assert.ThrowsAsync<EscalationTransitionException>(() => desk.HandBackAsync("e", "ann", "done").AsTask());
    }

    [Fact]
    public async Task It_survives_a_restart()
    {
        using var folder = new TemporaryFolder();
        for (int run = 0; run < 2; run++)
        {
            await using JournalEscalationStore store = JournalEscalationStore.OpenFolder(folder.PathOf("desk"));
            var bench = new DeskBench(store);
            if (run == 0)
            {
                await bench.Desk.SendAsync(DeskBench.Package());
                await bench.Desk.AcceptAsync("e", "ann");
                await bench.Desk.ResolveAsync("e", "ann", Done);
                await bench.Desk.TakeBackAsync("e", "zoe", "shift-ended", "done");
            }

            EscalationCase found = await bench.Find();
            Assert.Equal((EscalationState.HandedBack, "shift-ended", "zoe"), (found.State, found.Events[^1].Reason, found.Events[^1].Actor));
        }
    }

    /// <summary>A custodian that is made later.</summary>
    private sealed class LateCustodian(Func<IConversationCustodian> custodian) : IConversationCustodian
    {
        public ValueTask<ConversationCustody> CustodyOfAsync(string conversationId, CancellationToken cancellationToken = default) => custodian().CustodyOfAsync(conversationId, cancellationToken);
    }
}
