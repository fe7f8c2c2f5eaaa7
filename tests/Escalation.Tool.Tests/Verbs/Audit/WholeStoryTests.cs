using System.Text;
using System.Text.Json;
using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Handoff.Routing;
using Escalation.Redaction;
using Escalation.Runtime;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Tool.Tests.Verbs.Audit;

/// <summary>Everything at once, by way of the container and over a restart: routes, desk, stores, outbox, words for users, redaction, audit log, and the verbs that read it.</summary>
public sealed class WholeStoryTests : IDisposable
{
    private const string Card = "4111 1111 1111 1111";
    private const string Canary = "canary-6f2e";

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret of thirty-two bytes long");

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 10, 24, 9, 0, 0, TimeSpan.Zero)); // A Saturday; on Sunday the clocks go back in Zurich.
    private readonly InProcessHandoffChannel _queues = new();

    private int _acts;

    public void Dispose()
    {
        _queues.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task People_take_over_answer_and_hand_back_over_a_restart_and_the_log_tells_counts_and_replays_it()
    {
        Conversation first = new("c1");
        Conversation second = new("c2");
        byte[] before = ConversationJson.ToUtf8Bytes(second);
        await using (ServiceProvider provider = Build())
        {
            HandleResult acted = await Ask(provider, "t1", 0.9, first);
            HandleResult open = await Ask(provider, "t2", 0.2, first);
            HandleResult closed = await Ask(provider, "t3", 0.3, second);

            Assert.True(acted.Acted);
            Assert.Equal(("refunds", "money"), (open.Receipt!.Queue, open.Package!.Route.Rule));
            Assert.Equal("Ich hole eine Fachkraft dazu, die hier weitermacht.", open.FallbackMessage);

            // The first queue is full, the second closed till Monday: its hours and the hour to its deadline are told in its own time, after the change of the clocks.
            Assert.Equal("billing", closed.Receipt!.Queue);
            Assert.Equal("Ab 2026-10-26 08:00 (UTC+01:00) sind wir wieder da, Antwort bis 2026-10-26 09:00 (UTC+01:00).", closed.FallbackMessage);
            Assert.Equal(closed.FallbackMessage, closed.Package!.FallbackMessage?.Text);
            Assert.Equal([new QueueVerdict("refunds", QueueAvailability.Full, false), new QueueVerdict("billing", QueueAvailability.Closed, true)], closed.Choice!.Queues);
            Assert.Equal(0, _queues.Waiting);
            await AnswerAsync(provider, "t2", "ann", first, TimeSpan.FromMinutes(10), new EscalationResolution("refunded") { ModelWasRight = false, Needed = true, Sufficient = true });
        }

        _time.SetUtcNow(new DateTimeOffset(2026, 10, 26, 7, 0, 0, TimeSpan.Zero));
        await using (ServiceProvider provider = Build())
        {
            // What the outbox kept arrives, and a copy of the conversation from before its escalation wakes nobody.
            await provider.GetRequiredService<HandoffOutbox>().DeliverDueAsync();
            Assert.Equal(2, _queues.Waiting);
            while (_queues.TryReceive(out ContextPackage? package))
            {
                string json = Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(package));
                Assert.Contains(Canary, json, StringComparison.Ordinal);
                Assert.DoesNotContain(Card, json, StringComparison.Ordinal);
            }

            Conversation stale = ConversationJson.Parse(before);
            Assert.Equal(Reason.OwnedByPerson, (await Ask(provider, "t4", 0.9, stale)).Decision.Reason);
            var desk = provider.GetRequiredKeyedService<EscalationDesk>("support");
            Assert.Equal(0, await desk.SweepAsync());
            _time.Advance(TimeSpan.FromMinutes(30));
            Assert.Equal(1, await desk.SweepAsync());
            Assert.Equal(EscalationEventKind.Reminded, (await desk.FindAsync("t3"))!.Events[^1].Kind);
            await AnswerAsync(provider, "t3", "bob", stale, TimeSpan.FromMinutes(5), new EscalationResolution("refunded") { ModelWasRight = true, Needed = false, Sufficient = false });
            Assert.True((await Ask(provider, "t5", 0.9, stale)).Acted);
        }

        Assert.Equal(2, _acts);
        Check();
    }

    private void Check()
    {
        string log = _folder.PathOf("audit.jsonl");
        string checkpoints = _folder.PathOf("checkpoints.jsonl");
        string key = $"desk={_folder.Write("key", Secret)}";
        JsonElement verified = ToolRun.Of("audit", "verify", log, "--checkpoints", checkpoints, "--key", key, "--replay", "--json").MustSucceed().Json;
        Assert.Equal((5, 0, 0), (Int(verified, "replayed"), Int(verified, "notReplayable"), Int(verified, "differing")));
        Assert.True(Int(verified, "validCheckpoints") > 1);

        JsonElement kpis = ToolRun.Of("audit", "kpis", log, "--accept-within", "1h", "--json").MustSucceed().Json;
        Assert.Equal((2, 4), (Int(kpis.GetProperty("escalationRate"), "count"), Int(kpis.GetProperty("escalationRate"), "total")));
        Assert.Equal((1, 2), (Int(kpis.GetProperty("appropriateness"), "count"), Int(kpis.GetProperty("appropriateness"), "total")));
        Assert.Equal((1, 2), (Int(kpis.GetProperty("handoffSufficiency"), "count"), Int(kpis.GetProperty("handoffSufficiency"), "total")));
        JsonElement accept = kpis.GetProperty("timeToAccept");
        Assert.Equal((2, 2, 1), (Int(accept, "total"), Int(accept, "ended"), Int(accept.GetProperty("acceptedInTime"), "count")));
        JsonElement counts = kpis.GetProperty("counts");
        Assert.Equal((2, 1, 0, 0, 0), (Int(counts, "acted"), Int(counts, "silent"), Int(counts, "orphans"), Int(counts, "unknownKinds"), Int(counts, "unreadable")));

        string story = ToolRun.Of("audit", "show", log, "--id", "t3").MustSucceed().Output;
        int at = 0;
        foreach (string part in new[] { "escalate", "about to be sent to billing by rule money, not to refunds: full", "taken by billing", "reminded in billing", "took over", "resolved", "had to ask again", "the model was right", "handed back" })
        {
            int next = story.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next >= at, $"'{part}' is missing, or too early, in: {story}");
            at = next;
        }

        string export = _folder.PathOf("labelled.csv");
        Assert.Equal(2, Int(ToolRun.Of("audit", "export", log, "--out", export, "--json").MustSucceed().Json, "rows"));
        string everything = story + File.ReadAllText(log) + File.ReadAllText(checkpoints) + File.ReadAllText(export) + verified + kpis;
        foreach (string content in new[] { Canary, "4111", "ann", "bob" })
        {
            Assert.DoesNotContain($"\"{content}\"", everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain($"{content} ", everything, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(Canary, everything, StringComparison.OrdinalIgnoreCase);
    }

    private static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private async Task AnswerAsync(ServiceProvider provider, string ticket, string person, Conversation conversation, TimeSpan after, EscalationResolution resolution)
    {
        var desk = provider.GetRequiredKeyedService<EscalationDesk>("support");
        _time.Advance(after);
        await desk.AcceptAsync(ticket, person);
        await desk.ResolveAsync(ticket, person, resolution);
        await desk.HandBackAsync(ticket, person, $"Refunded; {Canary}.", conversation);
    }

    private async Task<HandleResult> Ask(ServiceProvider provider, string id, double confidence, Conversation conversation)
    {
        var turn = new AgentTurn
        {
            Id = id,
            Conversation = conversation,
            Request = $"Refund my card {Card}, {Canary}.",
            Answer = $"Refunded, {Canary}.",
            Confidence = confidence,
            Intent = "refund",
            Requester = new Requester(Canary, Canary, "de-CH"),
        };
        return await provider.GetRequiredKeyedService<EscalationRuntime>("support").HandleDetailedAsync(turn, _ =>
        {
            _acts++;
            return ValueTask.CompletedTask;
        });
    }

    private ServiceProvider Build()
    {
        var office = BusinessHours.Build("Europe/Zurich", h => h.Weekdays(new(8, 0), new(18, 0)));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton(_ => FileCheckpointSink.Open(_folder.PathOf("checkpoints.jsonl")));
        services.AddSingleton(_ => HandoffOutbox.OpenFolder(_folder.PathOf("outbox"), _queues, new OutboxOptions { Time = _time }));
        services.AddKeyedSingleton("support", new EscalationRecordOptions { ActorKey = new RedactionKey("people", new byte[32]) });
        services.AddEscalation("support", p => p.Confidence(0.6))
            .AddRoutes(_ => JournalEscalationStore.OpenFolder(_folder.PathOf("desk")), r => r
                .Queue("refunds", "refund-team", q => q.Capacity(1).Skills("refunds").Otherwise("billing"))
                .Queue("billing", "billing-team", q => q.Open(office).Skills("refunds").AcceptWithin(TimeSpan.FromHours(1), DeadlineClock.OpenHours).Waits())
                .Rule("money", "refunds", when => when.WhenTopic("refund").Needs("refunds"))
                .Route("default", "billing"))
            .AddFallback(f => f.Text(DecisionOutcome.EscalateToPerson, "de", "Ab {opens} sind wir wieder da, Antwort bis {deadline}."))
            .AddDesk(provider => provider.GetRequiredService<HandoffOutbox>())
            .AddAuditSink(provider => AuditLog.Open(_folder.PathOf("audit.jsonl"), new AuditLogOptions
            {
                Time = _time,
                Checkpoints = new CheckpointOptions { Signer = new HmacCheckpointKey("desk", Secret), Sink = provider.GetRequiredService<FileCheckpointSink>(), EveryRecords = 5 },
            }))
            .AddRuntime();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
