using Escalation.Handoff.Lifecycle;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>People, sweeps and machines at once: an escalation has one owner and one history.</summary>
public class EscalationRaceTests
{
    [Fact]
    public async Task Of_many_who_accept_at_once_exactly_one_has_it()
    {
        const int Rounds = 200;
        const int People = 8;
        var store = new MemoryEscalationStore();

        // Two desks on one store stand for two machines.
        DeskBench[] desks = [new(store), new(store)];
        for (int round = 0; round < Rounds; round++)
        {
            string id = $"e-{round}";
            await desks[0].Desk.SendAsync(DeskBench.Package(id));
            using var start = new ManualResetEventSlim();
            Task<bool>[] tries = [.. Enumerable.Range(0, People).Select(person => Task.Run(async () =>
            {
                start.Wait();
                try
                {
                    EscalationCase mine = await desks[person % 2].Desk.AcceptAsync(id, $"p{person}");
                    return mine.Person == $"p{person}" ? true : throw new InvalidOperationException("Accepted for somebody else.");
                }
                catch (EscalationTransitionException)
                {
                    return false;
                }
            }))];
            start.Set();
            bool[] won = await Task.WhenAll(tries);

            EscalationCase after = await desks[1].Find(id);
            Assert.Single(won, one => one);
            Assert.Equal($"p{Array.IndexOf(won, true)}", after.Person);
            Assert.Single(after.Events, happened => happened.Kind == EscalationEventKind.Accepted);
        }
    }

    [Fact]
    public async Task A_deadline_and_a_person_at_the_same_instant_leave_one_of_the_two_standing()
    {
        const int Rounds = 200;
        for (int round = 0; round < Rounds; round++)
        {
            var store = new MemoryEscalationStore();
            var bench = new DeskBench(store);
            var other = new DeskBench(store, time: bench.Time);
            await bench.Desk.SendAsync(DeskBench.Package());
            bench.Time.Advance(TimeSpan.FromHours(8));
            using var start = new Barrier(3);
            Task<bool> person = Task.Run(async () =>
            {
                start.SignalAndWait();
                try
                {
                    await bench.Desk.AcceptAsync("e", "ann");
                    return true;
                }
                catch (EscalationTransitionException)
                {
                    return false;
                }
            });
            Task[] sweeps = [.. new[] { bench, other }.Select(desk => Task.Run(async () =>
            {
                start.SignalAndWait();
                await desk.Desk.SweepAsync();
            }))];
            await Task.WhenAll(sweeps);
            bool won = await person;

            EscalationCase after = await bench.Find();
            Assert.Equal(won ? (EscalationState.Accepted, "a", "ann") : (EscalationState.Requested, "b", null), (after.State, after.Route.Queue, after.Person));
            Assert.Equal(0, bench.Desk.Faults + other.Desk.Faults);
            Assert.Equal(after.Events.Length, EscalationCase.Replay(after.Events).Events.Length);
        }
    }

    [Fact]
    public async Task A_person_who_takes_over_between_a_sweeps_look_and_its_word_keeps_it()
    {
        var store = new MemoryEscalationStore();
        var hooked = new HookedStore(store);
        var sweeping = new DeskBench(hooked);
        var people = new DeskBench(store, time: sweeping.Time);
        await people.Desk.SendAsync(DeskBench.Package());
        sweeping.Time.Advance(TimeSpan.FromHours(8));

        // The first read shows it waiting; the second, on which the word is written, shows it taken.
        hooked.BeforeRead = async read => _ = read == 2 ? await people.Desk.AcceptAsync("e", "ann") : null;

        Assert.Equal(1, await sweeping.Desk.SweepAsync());
        Assert.Equal((EscalationState.Accepted, "ann"), ((await people.Find()).State, (await people.Find()).Person));
        Assert.Equal(0, sweeping.Desk.Faults);
    }

    [Fact]
    public async Task Whoever_loses_the_race_to_the_store_decides_again_and_is_refused()
    {
        var store = new MemoryEscalationStore();
        var hooked = new HookedStore(store);
        var slow = new DeskBench(hooked);
        var fast = new DeskBench(store);
        await fast.Desk.SendAsync(DeskBench.Package());
        hooked.BeforeAppend = async () => await fast.Desk.AcceptAsync("e", "ann");

        EscalationTransitionException refused = await Assert.ThrowsAsync<EscalationTransitionException>(() => slow.Desk.AcceptAsync("e", "bob").AsTask());

        Assert.Equal(EscalationState.Accepted, refused.State);
        Assert.Equal("ann", (await fast.Find()).Person);

        // The same person on two machines is one person.
        Assert.Equal("ann", (await slow.Desk.AcceptAsync("e", "ann")).Person);
        Assert.Equal(3, (await fast.Find()).Events.Length);
    }
}
