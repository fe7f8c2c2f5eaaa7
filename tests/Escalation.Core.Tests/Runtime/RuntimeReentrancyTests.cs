using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Decisions.FaultRows;
using Escalation.Decisions;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Runtime;

/// <summary>Triggers and acts that call the runtime they run in: no overflow, no waiting for oneself, no act.</summary>
public class RuntimeReentrancyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    [Trait("Row", "44")]
    public async Task A_trigger_that_hands_in_ever_new_turns_ends_in_an_escalation()
    {
        RuntimeBench? bench = null;
        int asked = 0;
        using (bench = new RuntimeBench(RuntimeBench.Policy(new StubTrigger("again", _ =>
        {
            EscalationDecision inner = bench!.Runtime.HandleAsync(RuntimeBench.Turn($"inner-{++asked}"), bench.Act).AsTask().GetAwaiter().GetResult();
            return inner.MayAct ? Signal.Quiet() : Signal.Fire(inner.Reason);
        }))))
        {
            HandleResult result = await Task.Run(() => bench.Handle()).WaitAsync(Patience);

            Row.Escalates(Reason.ReentrancyLimit, result.Decision);
            Assert.Equal((8, 0), (asked, bench.Acts));
        }
    }

    [Fact]
    [Trait("Row", "44")]
    public async Task A_trigger_that_hands_in_its_own_turn_is_a_fault_and_does_not_wait_for_itself()
    {
        RuntimeBench? bench = null;
        Func<EscalationDecision> again = () => bench!.Runtime.HandleAsync(RuntimeBench.Turn(), bench.Act).AsTask().GetAwaiter().GetResult();
        Action<EscalationPolicyBuilder>[] triggers =
        [
            p => p.Add(new StubTrigger("again", _ => again().MayAct ? Signal.Quiet() : Signal.Fire(Reason.Loop))),
            p => p.TimeBudget(TimeSpan.FromHours(1)).Add(new StubAsyncTrigger("again", async token =>
            {
                await Task.Yield();
                return (await bench!.Runtime.HandleAsync(RuntimeBench.Turn(), bench.Act, token)).MayAct ? Signal.Quiet() : Signal.Fire(Reason.Loop);
            })),
        ];
        foreach (Action<EscalationPolicyBuilder> trigger in triggers)
        {
            using (bench = new RuntimeBench(EscalationPolicy.Build(trigger)))
            {
                HandleResult result = await Task.Run(() => bench.Handle()).WaitAsync(Patience);

                Row.Escalates(Reason.EvaluatorFault, result.Decision);
                Assert.Equal((0, 1), (bench.Acts, bench.Channel.Waiting));
            }
        }
    }

    [Fact]
    public async Task An_act_that_hands_in_its_own_turn_is_refused_and_may_hand_in_another()
    {
        using var bench = new RuntimeBench(Signal.Quiet());
        HandleResult? nested = null;

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Runtime.HandleAsync(
            RuntimeBench.Turn(),
            async token =>
            {
                nested = await bench.Runtime.HandleDetailedAsync(RuntimeBench.Turn("next"), bench.Act, token);
                await bench.Runtime.HandleAsync(RuntimeBench.Turn(), bench.Act, token);
            }).AsTask().WaitAsync(Patience));

        Assert.True(nested!.Acted);
        Assert.Equal((1, 2, 1), (bench.Acts, bench.Runtime.Counters.Acts, bench.Runtime.Counters.ActFaults));
    }
}
