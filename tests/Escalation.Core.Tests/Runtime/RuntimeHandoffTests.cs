using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Runtime;

/// <summary>Channels fail in every way; nothing acts, nothing is silent, nothing is forgotten.</summary>
public class RuntimeHandoffTests
{
    private static readonly Signal Escalate = Signal.Fire(Reason.Sensitivity);

    [Fact]
    public async Task A_failing_channel_shows_in_the_result_the_record_and_the_counters_and_the_user_is_told()
    {
        (Exception Fault, HandoffFailure Failure, string Code)[] cases =
        [
            (new InvalidOperationException("secret"), HandoffFailure.Unknown, "unknown"),
            (new OperationCanceledException(), HandoffFailure.TimedOut, "timed-out"),
            (new HandoffException(HandoffFailure.Closed, Packages(), "closed"), HandoffFailure.Closed, "closed"),
            (new IdempotencyConflictException(), HandoffFailure.Conflict, "conflict"),
        ];
        foreach ((Exception fault, HandoffFailure failure, string code) in cases)
        {
            foreach (bool late in (bool[])[true, false])
            {
                using var bench = new RuntimeBench(Escalate, channel: new StubChannel(_ => late ? Task.FromException<HandoffReceipt>(fault) : throw fault));

                HandleResult result = await bench.Handle();

                Assert.Equal((0, failure), (bench.Acts, result.HandoffFailure));
                Assert.NotNull(result.HandoffFault);
                Assert.NotNull(result.Package);
                Assert.Null(result.Receipt);
                Assert.Equal(FallbackResponder.LastResort, result.FallbackMessage);
                Assert.Equal(["decision", "handoff-intent", "handoff-failed"], bench.Kinds);
                Assert.Equal(code, bench.Records[2].Data.GetProperty("failure").GetString());
                Assert.DoesNotContain("secret", bench.LogText, StringComparison.Ordinal);
                Assert.Equal(1, bench.Runtime.Counters.HandoffFailures);
            }
        }
    }

    [Fact]
    public async Task A_channel_without_a_receipt_has_failed()
    {
        using var bench = new RuntimeBench(Escalate, channel: new StubChannel(_ => Task.FromResult<HandoffReceipt>(null!)));

        Assert.Equal(HandoffFailure.Unknown, (await bench.Handle()).HandoffFailure);
    }

    [Fact]
    [Trait("Row", "82")]
    public async Task A_full_channel_is_waited_for_within_the_budget_and_then_reported_as_full()
    {
        using var full = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1 });
        using var bench = new RuntimeBench(Escalate, new EscalationRuntimeOptions { HandoffTimeout = TimeSpan.FromSeconds(3) }, full);
        Assert.NotNull((await bench.Handle(RuntimeBench.Turn("1"))).Receipt);

        Task<HandleResult> waiting = bench.Handle(RuntimeBench.Turn("2"));
        Assert.False(waiting.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(waiting.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        HandleResult result = await waiting;

        Assert.Equal(HandoffFailure.Full, result.HandoffFailure);
        Assert.Equal(0, bench.Acts);
        Assert.Equal(1, full.Waiting);
    }

    [Fact]
    [Trait("Row", "47")]
    public async Task A_channel_that_never_answers_and_ignores_its_token_is_given_up()
    {
        var never = new TaskCompletionSource<HandoffReceipt>();
        using var bench = new RuntimeBench(Escalate, channel: new StubChannel(_ => never.Task));

        Task<HandleResult> waiting = bench.Handle();
        Assert.False(waiting.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(6));
        HandleResult result = await waiting;

        Assert.Equal((HandoffFailure.TimedOut, 0), (result.HandoffFailure!.Value, bench.Acts));
        never.SetException(new InvalidOperationException("late"));
    }

    [Fact]
    public async Task A_channel_that_blocks_its_thread_is_given_up_too()
    {
        using var never = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        using var bench = new RuntimeBench(Escalate, channel: new StubChannel(_ =>
        {
            entered.Release();
            never.Wait();
            throw new InvalidOperationException("late");
        }));

        Task<HandleResult> waiting = Task.Run(() => bench.Handle());
        await entered.WaitAsync();
        HandleResult result = await Advanced(bench, waiting);
        never.Set();

        Assert.Equal((HandoffFailure.TimedOut, 0), (result.HandoffFailure!.Value, bench.Acts));
    }

    [Fact]
    public async Task A_receipt_for_something_else_is_a_failed_handoff()
    {
        (string Id, string Queue)[] wrong = [("other", "desk"), ("t", "other"), ("T", "desk")];
        foreach ((string id, string queue) in wrong)
        {
            using var bench = new RuntimeBench(Escalate, channel: new StubChannel(_ => Task.FromResult(new HandoffReceipt(id, queue, default))));

            HandleResult result = await bench.Handle();

            Assert.Equal((HandoffFailure.WrongReceipt, 0), (result.HandoffFailure!.Value, bench.Acts));
            Assert.IsType<HandoffException>(result.HandoffFault);
            Assert.Null(result.Receipt);
            Assert.Equal("wrong-receipt", bench.Records[2].Data.GetProperty("failure").GetString());
        }
    }

    [Fact]
    public async Task The_agent_stops_driving_even_when_nobody_got_the_package_and_the_next_turn_tries_again()
    {
        bool works = false;
        using var bench = new RuntimeBench(Escalate, channel: new StubChannel(package => works ? Task.FromResult(new HandoffReceipt(package.EscalationId, "desk", default)) : throw new IOException()));
        Conversation conversation = bench.ThePolicy.StartConversation("c");

        HandleResult first = await bench.Handle(RuntimeBench.Turn("1") with { Conversation = conversation });
        Assert.Equal((HandoffFailure.Unknown, ConversationOwner.Person), (first.HandoffFailure!.Value, conversation.Owner));

        works = true;
        HandleResult second = await bench.Handle(RuntimeBench.Turn("2") with { Conversation = conversation });
        Assert.Equal(Reason.OwnedByPerson, second.Decision.Reason);
        Assert.NotNull(second.Receipt);
        Assert.NotNull(second.FallbackMessage);

        HandleResult third = await bench.Handle(RuntimeBench.Turn("3") with { Conversation = conversation });
        Assert.Null(third.Package);
        Assert.Equal(0, bench.Acts);
    }

    [Fact]
    [Trait("Row", "80")]
    public async Task No_content_reaches_the_log_whatever_happens()
    {
        const string canary = "canary-7f3a ada@example.org";
        Signal[] signals = [Signal.Quiet(), Escalate, Signal.Fire(Reason.Loop, DecisionOutcome.RequestApproval), Signal.Fire(new Reason(canary), detail: canary)];
        foreach (Signal signal in signals)
        {
            foreach (bool failing in (bool[])[true, false])
            {
                EscalationPolicy policy = RuntimeBench.Policy(new StubTrigger("stub", signal));
                IHandoffChannel? channel = failing ? new StubChannel(_ => throw new InvalidOperationException(canary)) : null;
                using var bench = new RuntimeBench(policy, channel: channel);
                Conversation conversation = policy.StartConversation("c");
                conversation.Record(AgentStep.Tool(canary, canary, canary, isError: true));
                var turn = new AgentTurn
                {
                    Id = "t",
                    Request = canary,
                    Answer = canary,
                    Conversation = conversation,
                    Requester = new Requester(canary),
                    ProposedStep = AgentStep.Message(canary),
                    Attributes = new Dictionary<string, string> { ["note"] = canary },
                };
                try
                {
                    await bench.Runtime.HandleAsync(turn, _ => throw new InvalidOperationException(canary));
                }
                catch (InvalidOperationException)
                {
                    // The act's own exception.
                }

                Assert.DoesNotContain("canary", bench.LogText, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("example.org", bench.LogText, StringComparison.Ordinal);
                Assert.NotEmpty(bench.Kinds);
            }
        }
    }

    [Fact]
    [Trait("Row", "104")]
    public async Task Eight_threads_share_one_runtime_and_the_log_verifies()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("audit.jsonl");
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { CapacityPerPriority = 1000 });
        EscalationPolicy policy = RuntimeBench.Policy(new StubTrigger("even", turn => turn.Confidence < 0.5 ? Escalate : Signal.Quiet()));
        int acts = 0;
        using (AuditLog log = AuditLog.Open(path, new AuditLogOptions { Durability = Escalation.Journal.JournalDurability.Written }))
        {
            var runtime = new EscalationRuntime(policy, RuntimeBench.Router, channel, log);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
            {
                for (int i = 0; i < 100; i++)
                {
                    // Every turn comes from two threads.
                    var turn = new AgentTurn { Id = $"{thread / 2}-{i}", Confidence = i % 2 };
                    EscalationDecision decision = await runtime.HandleAsync(turn, _ =>
                    {
                        Interlocked.Increment(ref acts);
                        return ValueTask.CompletedTask;
                    });
                    Assert.Equal(i % 2 == 1, decision.MayAct);
                }
            })));
            Assert.Equal(400, runtime.Counters.Decisions);
            Assert.Equal(400, runtime.Counters.Repetitions);
        }

        Assert.Equal((200, 200), (acts, channel.Waiting));
        AuditVerification verification = AuditVerifier.Verify(path);
        Assert.True(verification.IsIntact, verification.Message);
        Assert.Equal(400, AuditReader.Read(path).Count(record => record.Kind == AuditKind.Decision));
    }

    /// <summary>Lets the clock run until the turn is done; the real seconds only end a test that would hang.</summary>
    private static async Task<HandleResult> Advanced(RuntimeBench bench, Task<HandleResult> waiting)
    {
        for (int i = 0; i < 3000 && !waiting.IsCompleted; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(6));
            await Task.Delay(10);
        }

        return await waiting.WaitAsync(TimeSpan.FromSeconds(1));
    }

    private static ContextPackage Packages() => Escalation.Core.Tests.Handoff.Packages.Simple("t");

    private sealed class StubChannel(Func<ContextPackage, Task<HandoffReceipt>> send) : IHandoffChannel
    {
        public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default) => new(send(package));
    }
}
