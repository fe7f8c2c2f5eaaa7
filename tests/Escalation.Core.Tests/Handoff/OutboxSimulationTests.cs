using System.Globalization;
using Escalation.Core.Tests.Journal;
using Escalation.Handoff;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff;

/// <summary>Random schedules of submitting, failing, repeating, killing and restarting: what was accepted is delivered or a dead letter, with one ticket a key. <c>ESCALATION_SLOW=1</c> runs a hundred thousand.</summary>
public class OutboxSimulationTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ESCALATION_SLOW") == "1";

    [Fact]
    [Trait("Row", "88")]
    [Trait("Row", "89")]
    public async Task No_accepted_package_is_lost_and_none_has_two_tickets()
    {
        int schedules = IsLong ? 100_000 : 1_500;
        int kills = 0;
        int letters = 0;
        for (int seed = 0; seed < schedules; seed++)
        {
            using Schedule schedule = new(seed);
            await schedule.Run();
            kills += schedule.Kills;
            letters += schedule.Letters;
        }

        Assert.True(kills > schedules / 2, "too few kills");
        Assert.True(letters > schedules / 20, "too few dead letters");
    }

    private sealed class Schedule : IDisposable
    {
        private readonly int _seed;
        private readonly Random _random;
        private readonly ManualTimeProvider _time = new();
        private readonly TicketDesk _desk = new();
        private readonly Dictionary<string, ContextPackage> _sent = new(StringComparer.Ordinal);
        private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
        private readonly bool _losesPower;
        private SimulatedDisk _disk = new();
        private HandoffOutbox? _outbox;

        public Schedule(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            _losesPower = _random.Next(2) == 0;
            double badness = _random.NextDouble();
            _desk.Mood = _ => _random.NextDouble() < badness ? _random.Next(1, 3) : 0;
        }

        public int Kills { get; private set; }

        public int Letters { get; private set; }

        public void Dispose() => _disk.Dispose();

        public async Task Run()
        {
            int steps = _random.Next(4, 16);
            for (int step = 0; step < steps; step++)
            {
                _outbox ??= Start();
                await Step();
            }

            // In the end the desk is well and the disk too.
            Restart();
            _desk.Mood = static _ => 0;
            _outbox ??= Start();
            for (int i = 0; _outbox.NextDue is { } due; i++)
            {
                Assert.True(i < 100, $"schedule {_seed} does not come to an end");
                _time.Advance(due);
                await _outbox.DeliverDueAsync();
            }

            HashSet<string> dead = [.. _outbox.DeadLetters.Select(letter => letter.EscalationId)];
            Letters = dead.Count;
            Assert.All(_accepted, id => Assert.True(_desk.Tickets.ContainsKey(id) || dead.Contains(id), $"schedule {_seed}: {id} is lost"));
            Assert.All(_desk.Tickets, ticket => Assert.Equal(ContextPackageJson.ContentSha256(_sent[ticket.Key]), ticket.Value));
            Assert.Equal(0, _desk.Conflicts);
            _outbox.Dispose();
        }

        private HandoffOutbox Start() => HandoffOutbox.Open(_disk, _desk, new OutboxOptions
        {
            Durability = _losesPower ? JournalDurability.Durable : JournalDurability.Written,
            Time = _time,
            Concurrency = 1,
            MaximumAttempts = 3,
            CompactAfter = 2,
            Seed = _seed,
        });

        private async Task Step()
        {
            switch (_random.Next(10))
            {
                case < 4:
                    await Submit(string.Create(CultureInfo.InvariantCulture, $"task-{_random.Next(8)}"));
                    break;
                case < 8:
                    _time.Advance(TimeSpan.FromSeconds(_random.Next(4)));
                    await _outbox!.DeliverDueAsync();
                    break;
                default:
                    // From a random operation on, nothing reaches the disk any more; some steps later the process is gone.
                    _disk.FailAt = _disk.Operations + _random.Next(1, 8);
                    _disk.FailForever = true;
                    if (_random.Next(2) == 0)
                    {
                        await Submit(string.Create(CultureInfo.InvariantCulture, $"task-{_random.Next(8)}"));
                        await _outbox!.DeliverDueAsync();
                    }

                    Restart();
                    break;
            }
        }

        private async Task Submit(string id)
        {
            ContextPackage package = _sent.TryGetValue(id, out ContextPackage? known) ? known : _sent[id] = Packages.Simple(id);
            try
            {
                await _outbox!.SendAsync(package);
                _accepted.Add(id);
            }
            catch (HandoffException)
            {
                // Not accepted.
            }
        }

        private void Restart()
        {
            Kills++;
            _disk = _losesPower ? _disk.AfterPowerFailure(_seed + Kills) : _disk.AfterKill();
            _outbox = null;
        }
    }
}
