using Escalation.Core.Tests.Journal;
using Escalation.Handoff.Lifecycle;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>What has ended can be taken out of a journal, and nothing else goes with it, whatever the disk does.</summary>
public class EscalationRemovalTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly JournalOptions Small = new() { SegmentBytes = 20_000, QueueCapacity = 2 };

    [Fact]
    public async Task Ended_escalations_go_from_the_folder_and_the_others_stay_with_all_their_events()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("desk");
        byte[][] before;
        using (JournalEscalationStore store = JournalEscalationStore.OpenFolder(path, Small))
        {
            await Fill(store, []);
            Assert.Equal(0, await store.RemoveAsync(Now));
            before = await Bytes(store);
            Assert.Equal(2, await store.RemoveAsync(Now.AddDays(1)));
            Assert.Equal(before, await Bytes(store));
            Assert.Empty(await store.ReadAsync("old-1"));
            Assert.True(await store.TryAppendAsync("live", Resolved("live")));
            before = await Bytes(store);
        }

        string text = string.Concat(Directory.GetFiles(path).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.DoesNotContain("old-1", text, StringComparison.Ordinal);
        using JournalEscalationStore again = JournalEscalationStore.OpenFolder(path, Small);
        Assert.Empty(again.Damage);
        Assert.Equal(before, await Bytes(again));
        Assert.Equal(["live", "waiting"], await again.ListLiveAsync());
        Assert.Empty(await again.ReadAsync("old-1"));
        Assert.Equal(1, again.Of("a"));
    }

    [Theory]
    [Trait("Row", "93")]
    [Trait("Row", "94")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_acknowledged_event_is_lost_and_no_removed_one_comes_back_whatever_operation_fails_before_the_power_does(bool forever)
    {
        int failing = 0;
        int operations;
        do
        {
            var disk = new SimulatedDisk { FailAt = failing, FailForever = forever };
            List<(string Id, int Sequence)> kept = [];
            bool isRemoved = await Run(disk, kept);
            operations = disk.Operations;
            Assert.True(failing > 0 || isRemoved);
            for (int seed = 0; seed < 3; seed++)
            {
                using JournalEscalationStore found = JournalEscalationStore.Open(disk.AfterPowerFailure(seed), Small);
                Assert.True(failing > 0 || found.Damage.Count == 0, $"seed {seed}: {string.Join(' ', found.Damage)}");
                foreach (IGrouping<string, (string Id, int Sequence)> acknowledged in kept.GroupBy(entry => entry.Id))
                {
                    int events = (await found.ReadAsync(acknowledged.Key)).Count;
                    bool isOld = acknowledged.Key.StartsWith("old", StringComparison.Ordinal);
                    string where = $"'{acknowledged.Key}', operation {failing}, seed {seed}, {events} events";
                    Assert.True(isOld && isRemoved ? events == 0 : events >= acknowledged.Count() || (isOld && events == 0), where);
                }
            }

            failing++;
        }
        while (failing <= operations + 1);

        Assert.InRange(failing, 25, 400);
    }

    [Fact]
    public async Task A_segment_that_somebody_took_away_is_told_and_costs_only_what_it_held()
    {
        var disk = new SimulatedDisk();
        using (JournalEscalationStore store = JournalEscalationStore.Open(disk, new JournalOptions { SegmentBytes = 1 }))
        {
            Assert.True(await store.TryAppendAsync("gone", Requested("gone")));
            Assert.True(await store.TryAppendAsync("live", Requested("live")));
            Assert.True(await store.TryAppendAsync("gone", Accepted("gone")));
            Assert.True(await store.TryAppendAsync("live", Accepted("live")));
        }

        SimulatedDisk found = disk.AfterPowerFailure(1);
        found.Delete(found.Segments[0]);
        using JournalEscalationStore again = JournalEscalationStore.Open(found);
        Assert.Single(again.Damage);
        Assert.Equal(2, (await again.ReadAsync("live")).Count);
        Assert.Empty(await again.ReadAsync("gone"));
    }

    [Fact]
    public async Task Events_that_come_during_a_removal_wait_for_it_and_are_kept()
    {
        var disk = new SimulatedDisk();
        using (JournalEscalationStore store = JournalEscalationStore.Open(disk, Small))
        {
            await Fill(store, []);
            Task<bool>[] appends = [.. Enumerable.Range(0, 40).Select(i => Task.Run(() => store.TryAppendAsync($"n{i}", Requested($"n{i}")).AsTask()))];
            Assert.Equal(2, await store.RemoveAsync(Now.AddDays(1)));
            Assert.All(await Task.WhenAll(appends), Assert.True);
        }

        using JournalEscalationStore again = JournalEscalationStore.Open(disk.AfterPowerFailure(3), Small);
        Assert.Empty(again.Damage);
        Assert.Equal(42, (await again.ListLiveAsync()).Count);
    }

    private static async Task<bool> Run(SimulatedDisk disk, List<(string Id, int Sequence)> kept)
    {
        bool isRemoved = false;
        try
        {
            using JournalEscalationStore store = JournalEscalationStore.Open(disk, Small);
            await Fill(store, kept);
            try
            {
                isRemoved = await store.RemoveAsync(Now.AddDays(1)) == 2;
            }
            catch (IOException)
            {
                // The journal is as good as before, which the next events show.
            }

            await Keep(store, "live", Resolved("live"), kept);
            await Keep(store, "later", Requested("later"), kept);
        }
        catch (IOException)
        {
            // What was acknowledged before must be there.
        }

        return isRemoved;
    }

    private static async Task Fill(JournalEscalationStore store, List<(string Id, int Sequence)> kept)
    {
        foreach (string id in new[] { "old-1", "live", "waiting", "old-2" })
        {
            await Keep(store, id, Requested(id), kept);
            if (id != "waiting")
            {
                await Keep(store, id, Accepted(id), kept);
            }

            if (id.StartsWith("old", StringComparison.Ordinal))
            {
                await Keep(store, id, Resolved(id), kept);
                await Keep(store, id, Returned(id), kept);
            }
        }
    }

    private static async Task Keep(JournalEscalationStore store, string id, EscalationEvent happened, List<(string Id, int Sequence)> kept)
    {
        try
        {
            if (await store.TryAppendAsync(id, happened))
            {
                kept.Add((id, happened.Sequence));
            }
        }
        catch (ArgumentException)
        {
            // The event before it was not kept.
        }
        catch (IOException)
        {
            // Neither is this one.
        }
    }

    private static async Task<byte[][]> Bytes(JournalEscalationStore store)
    {
        var events = new List<byte[]>();
        foreach (string id in new[] { "live", "waiting" })
        {
            events.AddRange((await store.ReadAsync(id)).Select(EscalationEventJson.ToUtf8Bytes));
        }

        return [.. events];
    }

    private static EscalationEvent Requested(string id) => EscalationCommands.Request(DeskBench.Package(id), Now, Now.AddHours(1));

    private static EscalationEvent Accepted(string id) => EscalationDelivery.Event(EscalationEventKind.Accepted, id, Now) with { Sequence = 2, Actor = "ann" };

    private static EscalationEvent Resolved(string id) => EscalationDelivery.Event(EscalationEventKind.Resolved, id, Now) with { Sequence = 3, Actor = "ann", Resolution = new EscalationResolution("done") };

    private static EscalationEvent Returned(string id) => EscalationDelivery.Event(EscalationEventKind.HandedBack, id, Now) with { Sequence = 4, Actor = "ann", Summary = "done" };
}
