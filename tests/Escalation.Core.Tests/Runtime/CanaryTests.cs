using System.Text;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.DependencyInjection;
using Escalation.Core.Tests.Handoff;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Journal;
using Escalation.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Core.Tests.Runtime;

/// <summary>Canaries in every text of a turn: with default settings they reach the queue and no other surface.</summary>
public class CanaryTests
{
    private const string Canary = "canary 7f3a";

    private static readonly Signal[] Signals =
    [
        Signal.Fire(Reason.LowConfidence, DecisionOutcome.EscalateToPerson),
        Signal.Fire(Reason.Loop, DecisionOutcome.RequestApproval),
        Signal.Fire(Reason.Loop, DecisionOutcome.SafeStop),
        Signal.Fire(new Reason(Canary), detail: Canary),
        Signal.Quiet(),
    ];

    [Fact]
    [Trait("Row", "80")]
    public async Task Content_reaches_the_queue_and_neither_log_nor_audit_nor_counters_nor_what_prints_itself()
    {
        int escalations = 0;
        foreach (Signal signal in Signals)
        {
            using var bench = new RuntimeBench(signal, new EscalationRuntimeOptions { Fallback = new ThrowingResponder(), Observers = [new ThrowingObserver()] });
            AgentTurn turn = PackageRedactionTests.CanaryTurn("c");

            HandleResult result = await bench.Handle(turn);

            Clean(bench.LogText);
            Clean(bench.Runtime.Counters.ToString());
            Clean(result.Package?.ToString());
            Clean(turn.ToString());
            Clean(result.HandoffFault?.ToString());
            Clean(result.FallbackMessage);
            escalations += result.Package is null ? 0 : 1;
            if (result.Package is not null)
            {
                Assert.Contains(Canary, Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(result.Package)), StringComparison.Ordinal);
            }
        }

        Assert.True(escalations >= 3);
    }

    [Fact]
    [Trait("Row", "80")]
    public async Task The_messages_of_a_failed_handoff_hold_no_content()
    {
        Func<ContextPackage, HandoffReceipt?>[] failures =
        [
            _ => null,
            package => new HandoffReceipt(Canary, package.Route.Queue, DateTimeOffset.UnixEpoch),
            _ => throw new IdempotencyConflictException(),
            _ => throw new InvalidOperationException(Canary),
        ];
        foreach (Func<ContextPackage, HandoffReceipt?> failure in failures)
        {
            using var bench = new RuntimeBench(Signals[0], channel: new FailingChannel(failure));

            HandleResult result = await bench.Handle(PackageRedactionTests.CanaryTurn("c"));

            Assert.NotNull(result.HandoffFailure);
            Clean(bench.LogText);
            if (result.HandoffFault is HandoffException ours)
            {
                Clean(ours.ToString());
                Assert.NotNull(ours.Package);
            }
        }

        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1 });
        ContextPackage package = Packages.Pack(PackageRedactionTests.CanaryTurn("c"));
        await channel.SendAsync(package);
        IdempotencyConflictException conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(() => channel.SendAsync(package with { Labels = [Canary] }).AsTask());
        Clean(conflict.ToString());
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        HandoffException full = await Assert.ThrowsAsync<HandoffException>(() => channel.SendAsync(package with { EscalationId = "u" }, soon.Token).AsTask());
        Clean(full.ToString());
    }

    [Fact]
    [Trait("Row", "80")]
    public async Task What_an_outbox_says_of_itself_holds_no_content()
    {
        var desk = new TicketDesk { Mood = static _ => 1 };
        using HandoffOutbox outbox = HandoffOutbox.Open(new SimulatedDisk(), desk, new OutboxOptions { Durability = JournalDurability.Written, MaximumAttempts = 1 });
        ContextPackage package = Packages.Pack(PackageRedactionTests.CanaryTurn("c"));
        await outbox.SendAsync(package);
        await outbox.DeliverDueAsync();

        DeadLetter letter = Assert.Single(outbox.DeadLetters);
        Clean(letter.ToString());
        Clean(letter.Failure);
        Clean((await Assert.ThrowsAsync<IdempotencyConflictException>(() => outbox.SendAsync(package with { Labels = [Canary] }).AsTask())).ToString());
        Assert.Contains(Canary, Encoding.UTF8.GetString(letter.PackageJson.Span), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "80")]
    public async Task No_log_message_of_a_hosted_loop_holds_content()
    {
        var logs = new RecordingLoggerFactory();
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(logs);
        services.AddEscalation("support", p => p.Confidence(0.8).Add(new StubTrigger("thrower", _ => throw new InvalidOperationException(Canary))).Route("desk"))
            .AddRoutes(r => r.Queue("people", "ann").Route("desk", "people"))
            .AddChannel<ListChannel>()
            .AddAuditSink(_ => new ListSink())
            .AddRuntime(options => options with { Fallback = new ThrowingResponder(), Observers = [new ThrowingObserver()] });
        await using ServiceProvider provider = services.BuildServiceProvider();
        EscalationRuntime runtime = provider.GetRequiredKeyedService<EscalationRuntime>("support");

        for (int i = 0; i < 40; i++)
        {
            await runtime.HandleAsync(PackageRedactionTests.CanaryTurn("c") with { Id = $"t{i}" }, _ => ValueTask.CompletedTask);
        }

        Assert.All(logs.Entries, entry => Clean($"{entry.Message} {entry.Fault}"));
    }

    private static void Clean(string? text) => Assert.DoesNotContain("canary", text ?? "", StringComparison.OrdinalIgnoreCase);

    private sealed class ThrowingResponder : IFallbackResponder
    {
        public string Respond(AgentTurn turn, in EscalationDecision decision) => throw new InvalidOperationException(turn.Request);
    }

    private sealed class ThrowingObserver : IDecisionObserver
    {
        public void OnDecided(AgentTurn turn, in EscalationDecision decision) => throw new InvalidOperationException(turn.Request);
    }

    private sealed class FailingChannel(Func<ContextPackage, HandoffReceipt?> send) : IHandoffChannel
    {
        public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default) => new(send(package)!);
    }
}
