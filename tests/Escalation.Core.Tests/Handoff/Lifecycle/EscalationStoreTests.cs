using System.Text;
using Escalation.Core.Tests.Journal;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Journal;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

public class EscalationStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 10, 0, 0, TimeSpan.Zero);

    private static IEscalationStore[] Stores => [new MemoryEscalationStore(), JournalEscalationStore.Open(new SimulatedDisk())];

    [Fact]
    public async Task A_store_keeps_an_event_only_in_its_place_and_lists_what_is_live()
    {
        foreach (IEscalationStore store in Stores)
        {
            Assert.Empty(await store.ReadAsync("e"));
            Assert.False(await store.TryAppendAsync("e", Accepted("e")));
            Assert.True(await store.TryAppendAsync("e", Requested("e")));
            Assert.False(await store.TryAppendAsync("e", Requested("e")));
            Assert.True(await store.TryAppendAsync("f", Requested("f")));
            Assert.True(await store.TryAppendAsync("f", Accepted("f")));
            Assert.False(await store.TryAppendAsync("f", Accepted("f")));
            await Assert.ThrowsAsync<ArgumentException>(() => store.TryAppendAsync("f", Accepted("f") with { Sequence = 3 }).AsTask());

            Assert.Equal(["e", "f"], await store.ListLiveAsync());
            Assert.Equal(["e", "f"], await store.ListOfConversationAsync("conversation-7"));
            Assert.Empty(await store.ListOfConversationAsync("other"));
            Assert.True(await store.TryAppendAsync("f", Resolved("f")));
            Assert.Equal(["e", "f"], await store.ListLiveAsync());
            Assert.Equal(3, (await store.ReadAsync("f")).Count);
            Assert.True(await store.TryAppendAsync("f", Returned("f")));
            Assert.Equal(["e"], await store.ListLiveAsync());

            // An approval takes no conversation: once it is given, nothing is left to do.
            EscalationEvent approval = EscalationCommands.Request(DeskBench.Package("g", outcome: Escalation.Decisions.DecisionOutcome.RequestApproval), Now, null);
            Assert.True(await store.TryAppendAsync("g", approval));
            Assert.True(await store.TryAppendAsync("g", Accepted("g")));
            Assert.True(await store.TryAppendAsync("g", Resolved("g")));
            Assert.Equal(["e"], await store.ListLiveAsync());
            Assert.Equal(1, ((Escalation.Handoff.Routing.IQueueLoad)store).Of("a"));
            (store as IDisposable)?.Dispose();
        }
    }

    [Fact]
    public async Task Ended_escalations_can_be_taken_out_of_memory_but_not_those_that_keep_the_agent_silent()
    {
        var store = new MemoryEscalationStore();
        await store.TryAppendAsync("e", Requested("e"));
        await store.TryAppendAsync("e", Accepted("e"));
        await store.TryAppendAsync("e", Resolved("e"));
        Assert.Equal(0, store.Remove(Now.AddDays(1)));
        await store.TryAppendAsync("e", Returned("e"));
        Assert.Equal(0, store.Remove(Now));
        Assert.Equal(1, store.Remove(Now.AddTicks(1)));
        Assert.Empty(await store.ReadAsync("e"));
        Assert.Empty(await store.ListOfConversationAsync("conversation-7"));
    }

    [Fact]
    public async Task Of_an_event_that_was_never_acknowledged_and_the_one_that_took_its_place_the_later_counts_after_a_restart()
    {
        var disk = new SimulatedDisk();
        using (JournalWriter journal = JournalWriter.Open(disk))
        {
            await journal.AppendAsync(EscalationJournal.Write(Requested("e")));
            await journal.AppendAsync(EscalationJournal.Write(Accepted("e")));
            await journal.AppendAsync(EscalationJournal.Write(Accepted("e") with { Actor = "bob" }));
        }

        using JournalEscalationStore store = JournalEscalationStore.Open(disk);
        Assert.Equal("bob", EscalationCase.Replay(await store.ReadAsync("e")).Person);
        Assert.Equal((1, 1), ((await store.ListLiveAsync()).Count, store.Of("a")));
    }

    [Fact]
    public async Task A_failed_write_keeps_nothing_and_a_damaged_segment_is_reported_and_costs_only_what_it_held()
    {
        var disk = new SimulatedDisk();
        using (JournalEscalationStore store = JournalEscalationStore.Open(disk, new JournalOptions { SegmentBytes = 1 }))
        {
            Assert.True(await store.TryAppendAsync("e", Requested("e")));
            disk.FailAt = disk.Operations + 1;
            await Assert.ThrowsAnyAsync<IOException>(() => store.TryAppendAsync("e", Accepted("e")).AsTask());
            Assert.Single(await store.ReadAsync("e"));
            Assert.True(await store.TryAppendAsync("e", Accepted("e")));
            Assert.True(await store.TryAppendAsync("f", Requested("f")));
        }

        SimulatedDisk damaged = disk.AfterPowerFailure(1);
        byte[] bytes = damaged[damaged.Segments[0]];
        bytes[20] ^= 1;
        damaged[damaged.Segments[0]] = bytes;
        using JournalEscalationStore again = JournalEscalationStore.Open(damaged);
        Assert.Single(again.Damage);
        Assert.Equal(["f"], await again.ListLiveAsync());
    }

    [Fact]
    public void Events_come_back_as_they_were()
    {
        EscalationEvent[] events =
        [
            Requested("e"),
            Requested("e") with { Conversation = "conversation-8" },
            Accepted("e") with { Deadline = Now.AddTicks(7) },
            Resolved("e"),
            Accepted("e") with { Kind = EscalationEventKind.Rerouted, Route = new HandoffRoute("k", "b", "o", Escalation.Decisions.Priority.High) { Deadline = Now, Skills = ["x"], Rule = "r" } },
            Accepted("e") with { Kind = EscalationEventKind.HandedBack, Summary = "Erledigt: \u00e4\u20ac", Reason = "r" },
        ];
        foreach (EscalationEvent happened in events)
        {
            byte[] json = EscalationEventJson.ToUtf8Bytes(happened);
            EscalationEvent read = EscalationEventJson.Parse(json);
            Assert.Equal(json, EscalationEventJson.ToUtf8Bytes(read));
            Assert.Equal(happened with { Package = null, Route = null }, read with { Package = null, Route = null });
            Assert.Equal(happened.Route?.Deadline, read.Route?.Deadline);
        }
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"v\":1", "\"v\":1,\"v\":1")]
    [InlineData("\"v\":1", "\"v\":1,\"extra\":0")]
    [InlineData("\"v\":1,", "")]
    [InlineData("\"kind\":\"resolved\"", "\"kind\":\"Resolved\"")]
    [InlineData("\"sequence\":3", "\"sequence\":0")]
    [InlineData("\"sequence\":3", "\"sequence\":1e400")]
    [InlineData("\"at\":\"2026-06-01T10:00:00.0000000Z\"", "\"at\":\"2026-06-01\"")]
    [InlineData("\"needed\":true", "\"needed\":1")]
    [InlineData("\"code\":\"done\"", "\"code\":\" \"")]
    public void Anything_else_is_refused(string part, string by)
    {
        string json = Encoding.UTF8.GetString(EscalationEventJson.ToUtf8Bytes(Resolved("e")));
        Assert.Contains(part, json, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => EscalationEventJson.Parse(Encoding.UTF8.GetBytes(json.Replace(part, by, StringComparison.Ordinal))));
    }

    private static EscalationEvent Requested(string id) => EscalationCommands.Request(DeskBench.Package(id), Now, Now.AddHours(1));

    private static EscalationEvent Accepted(string id) => EscalationDelivery.Event(EscalationEventKind.Accepted, id, Now) with { Sequence = 2, Actor = "ann" };

    private static EscalationEvent Returned(string id) => EscalationDelivery.Event(EscalationEventKind.HandedBack, id, Now) with { Sequence = 4, Actor = "ann", Summary = "done" };

    private static EscalationEvent Resolved(string id) =>
        EscalationDelivery.Event(EscalationEventKind.Resolved, id, Now) with { Sequence = 3, Actor = "ann", Resolution = new EscalationResolution("done") { Needed = true, Label = "l" } };
}
