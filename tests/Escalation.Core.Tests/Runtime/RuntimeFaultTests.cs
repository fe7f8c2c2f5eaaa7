using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Runtime;

/// <summary>Whatever fails around the policy: no path leads to an act that should not be, and the user is never left in silence.</summary>
public class RuntimeFaultTests
{
    private static readonly Signal Escalate = Signal.Fire(Reason.Sensitivity);

    [Fact]
    [Trait("Row", "93")]
    [Trait("Row", "101")]
    public async Task Without_a_record_there_is_no_act_and_the_turn_goes_to_a_person()
    {
        Signal[] weaker = [Signal.Quiet(), Signal.Fire(Reason.Loop, DecisionOutcome.Nudge), Signal.Fire(Reason.Loop, DecisionOutcome.RequestApproval), Signal.Fire(Reason.Loop, DecisionOutcome.EscalateToModel)];
        foreach (Signal signal in weaker)
        {
            using var bench = new RuntimeBench(signal);
            bench.Storage.Faults = (_, _) => new StorageFault(0.5);

            HandleResult result = await bench.Handle();

            Assert.Equal(0, bench.Acts);
            Assert.Equal((DecisionOutcome.EscalateToPerson, RuntimeReason.AuditUnavailable), (result.Decision.Outcome, result.Decision.Reason));
            Assert.Equal("default", result.Decision.RouteKey);
            Assert.False(result.Recorded);
            Assert.NotNull(result.Receipt);
            Assert.NotNull(result.FallbackMessage);
            Assert.True(bench.Runtime.Counters.AuditFailures > 0);
        }
    }

    [Fact]
    [Trait("Row", "93")]
    [Trait("Row", "101")]
    public async Task An_escalation_that_cannot_be_recorded_is_handed_off_all_the_same()
    {
        using var bench = new RuntimeBench(Escalate);
        bench.Storage.Faults = (_, _) => new StorageFault(0.5);

        HandleResult result = await bench.Handle();

        Assert.Equal(Reason.Sensitivity, result.Decision.Reason);
        Assert.NotNull(result.Receipt);
    }

    [Fact]
    [Trait("Row", "101")]
    public async Task On_best_effort_the_decision_stands_and_the_failure_is_counted()
    {
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { AuditFailure = AuditFailureMode.BestEffort });
        bench.Storage.Faults = (_, _) => new StorageFault(0);

        HandleResult result = await bench.Handle();

        Assert.Equal((1, true, false), (bench.Acts, result.Acted, result.Recorded));
        Assert.Equal(2, bench.Runtime.Counters.AuditFailures);
    }

    [Fact]
    [Trait("Row", "93")]
    public async Task A_disk_that_fails_at_any_operation_never_lets_an_unrecorded_act_through()
    {
        for (int failing = 1; failing <= 12; failing++)
        {
            foreach (bool forever in (bool[])[true, false])
            {
                using var bench = new RuntimeBench(Signal.Quiet());
                int at = failing;
                bench.Storage.Faults = (operation, _) => operation == at || (forever && operation > at) ? new StorageFault(0.5) : null;
                int acts = 0;
                for (int turn = 1; turn <= 5; turn++)
                {
                    string id = $"turn-{turn}";
                    await bench.Runtime.HandleAsync(RuntimeBench.Turn(id), _ =>
                    {
                        acts++;
                        Assert.Contains($"\"kind\":\"decision\",\"id\":\"{id}\"", bench.LogText, StringComparison.Ordinal);
                        return ValueTask.CompletedTask;
                    });
                }

                Assert.Equal(acts, bench.Runtime.Counters.Acts);
                Assert.Equal(5 - acts, bench.Runtime.Counters.HandoffsDelivered);
            }
        }
    }

    [Fact]
    [Trait("Row", "101")]
    public async Task A_sink_that_throws_anything_counts_as_a_failed_record()
    {
        using var bench = new RuntimeBench(Signal.Quiet(), audit: new ThrowingSink(new OperationCanceledException()));

        HandleResult result = await bench.Handle();

        Assert.Equal((0, RuntimeReason.AuditUnavailable), (bench.Acts, result.Decision.Reason));
    }

    [Fact]
    public async Task A_failing_sink_stops_nothing_in_shadow_mode()
    {
        using var bench = new RuntimeBench(Escalate, new EscalationRuntimeOptions { Enforcement = Enforcement.Shadow }, audit: new ThrowingSink(new IOException()));

        Assert.True((await bench.Handle()).Acted);
        Assert.Equal(2, bench.Runtime.Counters.AuditFailures);
    }

    [Fact]
    [Trait("Row", "45")]
    public async Task A_token_cancelled_at_entry_throws_and_never_acts()
    {
        foreach (Enforcement enforcement in Enum.GetValues<Enforcement>())
        {
            using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Enforcement = enforcement });

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Handle(cancellationToken: new CancellationToken(canceled: true)));

            Assert.Equal(0, bench.Acts);
            Assert.Equal(["cancelled"], bench.Kinds);
            Assert.Equal(1, bench.Runtime.Counters.Cancellations);
        }
    }

    [Fact]
    [Trait("Row", "46")]
    public async Task Cancelled_after_the_record_an_escalation_still_goes_out()
    {
        using var patience = new CancellationTokenSource();
        using var bench = new RuntimeBench(Escalate, new EscalationRuntimeOptions { Observers = [new StubObserver(() => patience.Cancel())] });

        HandleResult result = await bench.Handle(cancellationToken: patience.Token);

        Assert.NotNull(result.Receipt);
        Assert.Equal(1, bench.Channel.Waiting);
    }

    [Fact]
    public async Task Cancelled_after_the_record_an_act_does_not_run()
    {
        using var patience = new CancellationTokenSource();
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Observers = [new StubObserver(() => patience.Cancel())] });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Handle(cancellationToken: patience.Token));

        Assert.Equal(0, bench.Acts);
        Assert.Equal(["decision", "cancelled"], bench.Kinds);
    }

    [Fact]
    public async Task An_observer_is_told_and_its_fault_is_counted_and_changes_nothing()
    {
        var told = new List<DecisionOutcome>();
        var good = new StubObserver(() => told.Add(DecisionOutcome.Act));
        var bad = new StubObserver(() => throw new InvalidOperationException());
        using var bench = new RuntimeBench(Signal.Quiet(), new EscalationRuntimeOptions { Observers = [bad, good] });

        Assert.True((await bench.Handle()).Acted);
        Assert.Single(told);
        Assert.Equal(1, bench.Runtime.Counters.ObserverFaults);
    }

    [Fact]
    [Trait("Row", "92")]
    public async Task A_fallback_responder_that_throws_or_says_nothing_gives_way_to_the_last_resort()
    {
        IFallbackResponder[] responders = [new StubResponder(() => throw new InvalidOperationException()), new StubResponder(() => " "), new StubResponder(() => null!)];
        foreach (IFallbackResponder responder in responders)
        {
            using var bench = new RuntimeBench(Escalate, new EscalationRuntimeOptions { Fallback = responder });

            Assert.Equal(FallbackResponder.LastResort, (await bench.Handle()).FallbackMessage);
            Assert.Equal(1, bench.Runtime.Counters.FallbackFaults);
        }

        using var own = new RuntimeBench(Escalate, new EscalationRuntimeOptions { Fallback = new StubResponder(() => "Moment bitte.") });
        Assert.Equal("Moment bitte.", (await own.Handle()).FallbackMessage);
    }

    [Fact]
    [Trait("Row", "39")]
    [Trait("Row", "41")]
    public async Task A_policy_fault_or_an_evaluator_fault_never_acts()
    {
        Func<AgentTurn, Signal>[] faults = [_ => throw new InvalidOperationException("secret"), _ => default, _ => Signal.Missing(Reason.NoSignal), _ => throw new OperationCanceledException()];
        foreach (Func<AgentTurn, Signal> fault in faults)
        {
            using var bench = new RuntimeBench(RuntimeBench.Policy(new StubTrigger("faulty", fault)));

            HandleResult result = await bench.Handle();

            Assert.Equal((0, DecisionOutcome.EscalateToPerson), (bench.Acts, result.Decision.Outcome));
            Assert.Equal(1, bench.Runtime.Counters.Faults);
            Assert.DoesNotContain("secret", bench.LogText, StringComparison.Ordinal);
        }
    }

    private sealed class ThrowingSink(Exception fault) : IAuditSink
    {
        public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default) => throw fault;

        public ValueTask<bool> HasDecisionAsync(string id, CancellationToken cancellationToken = default) => throw fault;
    }

    private sealed class StubObserver(Action told) : IDecisionObserver
    {
        public void OnDecided(AgentTurn turn, in EscalationDecision decision) => told();
    }

    private sealed class StubResponder(Func<string> respond) : IFallbackResponder
    {
        public string Respond(AgentTurn turn, in EscalationDecision decision) => respond();
    }
}
