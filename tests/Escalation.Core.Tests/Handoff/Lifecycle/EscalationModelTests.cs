using Escalation.Core.Tests.Journal;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>Random histories against a simple model: what happens, what is refused and how, and where the escalation stands after each step.</summary>
public class EscalationModelTests
{
    private static readonly string[] People = ["ann", "bob"];
    private static readonly string[] Words = ["yes", "no"];
    private static readonly string[] Queues = ["a", "b", "c"];
    private static readonly int Histories = Environment.GetEnvironmentVariable("ESCALATION_SLOW") == "1" ? 20_000 : 300;

    private static Gen<(int Command, int Person, int Word, int Ticket)> Steps { get; } =
        from command in Gen.Choose(0, 8)
        from person in Gen.Choose(0, 1)
        from word in Gen.Choose(0, 1)
        from ticket in Gen.Frequency((6, Gen.Constant(-1)), (1, Gen.Choose(0, 2)))
        select (command, person, word, ticket);

    [Fact]
    public void Every_history_goes_as_the_model_says() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(40),
        Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => Holds(Agree(new DeskBench(configure: Configured), steps))));

    [Fact]
    public void Every_history_survives_a_restart_of_a_journal() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Histories / 10).WithEndSize(40),
        Prop.ForAll(Steps.ListOf().ToArbitrary(), steps => Holds(Restarted(steps))));

    private static EscalationDeskOptions Configured(EscalationDeskOptions options) => options with { ResolveWithin = TimeSpan.FromHours(4) };

    /// <summary>FsCheck asks for an answer, not for a promise of one.</summary>
    private static bool Holds(Task<bool> property) => property.GetAwaiter().GetResult();

    private static async Task<bool> Restarted(IReadOnlyList<(int Command, int Person, int Word, int Ticket)> steps)
    {
        var disk = new SimulatedDisk();
        EscalationCase before;
        using (JournalEscalationStore store = JournalEscalationStore.Open(disk, new JournalOptions { Durability = JournalDurability.Durable, SegmentBytes = 4096 }))
        {
            var bench = new DeskBench(store, Configured);
            if (!await Agree(bench, steps))
            {
                return false;
            }

            before = await bench.Find();
        }

        using JournalEscalationStore again = JournalEscalationStore.Open(disk.AfterPowerFailure(1));
        IReadOnlyList<EscalationEvent> events = await again.ReadAsync("e");
        return again.Damage.Count == 0
            && events.Select(EscalationEventJson.ToUtf8Bytes).SequenceEqual(before.Events.Select(EscalationEventJson.ToUtf8Bytes), BytesComparer.Instance)
            && (await again.ListLiveAsync()).Count == (before.IsLive ? 1 : 0)
            && Queues.Sum(again.Of) == (before.IsInQueue ? 1 : 0);
    }

    private static async Task<bool> Agree(DeskBench bench, IReadOnlyList<(int Command, int Person, int Word, int Ticket)> steps)
    {
        var model = new DeskModel();
        DateTimeOffset start = bench.Time.GetUtcNow();
        await bench.Desk.SendAsync(DeskBench.Package());
        model.Begin();
        foreach ((int command, int who, int word, int asked) in steps)
        {
            int ticket = asked < 0 ? model.Queue : asked;
            string name = ticket == 0 ? "e" : $"e~{ticket + 1}";
            double now = (bench.Time.GetUtcNow() - start).TotalHours;
            (string expected, string actual) = command switch
            {
                0 => (model.Accept(ticket, People[who], now), await Answer(bench, desk => desk.AcceptAsync(name, People[who]))),
                1 => (model.Decline(ticket, People[who], Words[word], now), await Answer(bench, desk => desk.DeclineAsync(name, People[who], Words[word]))),
                2 => (model.Resolve(ticket, People[who], Words[word], now), await Answer(bench, desk => desk.ResolveAsync(name, People[who], new EscalationResolution(Words[word])))),
                3 => (model.HandBack(ticket, People[who], Words[word]), await Answer(bench, desk => desk.HandBackAsync(name, People[who], Words[word]))),
                4 => (Break(model, bench, asked), ""),
                _ => (Wait(model, bench, start, hours: command - 3), await Swept(bench)),
            };
            EscalationCase after = await bench.Find();
            bool agrees = expected == actual
                && after.State.ToString() == model.State
                && after.Person == model.Person
                && after.Route.Queue == Queues[model.Queue]
                && (after.IsLive == false || after.Reminders == model.Reminders)
                && bench.Desk.Faults == 0;
            if (!agrees)
            {
                return false;
            }
        }

        // No queue has had it twice.
        return bench.Sent.Select(package => package.Route.Queue).Distinct().Count() == bench.Sent.Count;
    }

    private static string Break(DeskModel model, DeskBench bench, int queue)
    {
        int broken = queue < 0 ? 1 : queue;
        model.Broken[broken] = true;
        bench.Broken[Queues[broken]] = true;
        return "";
    }

    private static string Wait(DeskModel model, DeskBench bench, DateTimeOffset start, int hours)
    {
        bench.Time.Advance(TimeSpan.FromHours(hours));
        model.Sweep((bench.Time.GetUtcNow() - start).TotalHours);
        return "";
    }

    private static async Task<string> Swept(DeskBench bench)
    {
        await bench.Desk.SweepAsync();
        return "";
    }

    private static async Task<string> Answer(DeskBench bench, Func<EscalationDesk, ValueTask<EscalationCase>> command)
    {
        int before = (await bench.Find()).Events.Length;
        try
        {
            return (await command(bench.Desk)).Events.Length == before ? "same" : "done";
        }
        catch (EscalationTransitionException)
        {
            return "refused";
        }
        catch (IdempotencyConflictException)
        {
            return "conflict";
        }
        catch (UnknownEscalationException)
        {
            return "unknown";
        }
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>
    {
        public static BytesComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
