using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Decisions;

public class PolicyAsyncTests
{
    private static readonly AgentTurn Turn = new() { Id = "t" };

    private static EscalationPolicy With(IAsyncTrigger trigger, bool isolated = true, Action<EscalationPolicyBuilder>? more = null) => EscalationPolicy.Build(p =>
    {
        p.TimeBudget(TimeSpan.FromMinutes(5)).Add(trigger, isolated);
        more?.Invoke(p);
    });

    private static void Hurry(EscalationPolicyBuilder p) => p.TimeBudget(TimeSpan.FromMilliseconds(100));

    [Fact]
    public async Task Asynchronous_triggers_decide_like_synchronous_ones()
    {
        EscalationPolicy quiet = With(new StubAsyncTrigger("v", async _ =>
        {
            await Task.Yield();
            return Signal.Quiet();
        }));
        EscalationPolicy fires = With(new StubAsyncTrigger("v", _ => ValueTask.FromResult(Signal.Fire(Reason.Ambiguity))), isolated: false);
        var signals = new Signal[1];

        Assert.Equal(DecisionOutcome.Act, (await quiet.DecideAsync(Turn)).Outcome);
        Assert.Equal(Reason.Ambiguity, (await fires.DecideAsync(Turn, signals)).Reason);
        Assert.Equal(Reason.Ambiguity, signals[0].Reason);
    }

    [Fact]
    public void Deciding_synchronously_with_asynchronous_triggers_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => With(new StubAsyncTrigger("v", _ => default)).Decide(Turn));

    [Fact]
    [Trait("Row", "42")]
    public async Task A_trigger_that_ignores_its_token_is_a_timeout_and_its_late_exception_is_observed()
    {
        using var release = new ManualResetEventSlim();
        EscalationPolicy policy = With(new StubAsyncTrigger("late", async _ =>
        {
            await Task.Run(release.Wait, CancellationToken.None);
            throw new InvalidOperationException("too late");
        }), more: Hurry);
        int unobserved = 0;
        void Count(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved += e.Exception.ToString().Contains("too late", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += Count;
        try
        {
            EscalationDecision decision = await policy.DecideAsync(Turn);
            release.Set();
            await Task.Delay(100);
            GC.Collect();
            GC.WaitForPendingFinalizers();

            Assert.Equal(Reason.Timeout, decision.Reason);
            Assert.Equal(DecisionOutcome.EscalateToPerson, decision.Outcome);
            Assert.Equal(0, unobserved);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Count;
        }
    }

    [Fact]
    [Trait("Row", "43")]
    public async Task A_trigger_that_blocks_before_its_first_await_is_still_a_timeout()
    {
        using var release = new ManualResetEventSlim();
        EscalationPolicy policy = With(new StubAsyncTrigger("blocks", _ =>
        {
            release.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
            return ValueTask.FromResult(Signal.Quiet());
        }), more: Hurry);

        Task<EscalationDecision> decision = policy.DecideAsync(Turn).AsTask();
        Task first = await Task.WhenAny(decision, Task.Delay(TimeSpan.FromSeconds(20)));
        release.Set();

        Assert.Same(decision, first);
        Assert.Equal(Reason.Timeout, (await decision).Reason);
    }

    [Fact]
    public async Task A_trigger_that_gives_up_because_the_budget_is_spent_was_late_and_not_faulty()
    {
        // Each run races the trigger's reaction to its token against the policy reading it.
        for (int run = 0; run < 50; run++)
        {
            var clock = new ManualTimeProvider();
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            EscalationPolicy policy = EscalationPolicy.Build(p => p.Time(clock).TimeBudget(TimeSpan.FromMilliseconds(100)).Add(
                new StubAsyncTrigger("obedient", async token =>
                {
                    asked.SetResult();
                    await Task.Delay(Timeout.Infinite, token);
                    return Signal.Quiet();
                }),
                isolated: false));

            Task<EscalationDecision> decision = policy.DecideAsync(Turn).AsTask();
            await asked.Task;
            clock.Advance(TimeSpan.FromSeconds(1));

            Assert.Equal(Reason.Timeout, (await decision).Reason);
        }
    }

    [Fact]
    public async Task A_trigger_that_holds_the_callers_thread_beyond_the_budget_is_a_timeout_and_so_are_those_after_it()
    {
        var clock = new ManualTimeProvider();
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Time(clock)
            .TimeBudget(TimeSpan.FromMilliseconds(100))
            .Add(new StubAsyncTrigger("prompt", _ => ValueTask.FromResult(Signal.Quiet())), isolated: false)
            .Add(new StubAsyncTrigger("holds", _ =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return ValueTask.FromResult(Signal.Quiet());
            }), isolated: false)
            .Add(new StubAsyncTrigger("after", _ => ValueTask.FromResult(Signal.Quiet())), isolated: false));
        var signals = new Signal[3];

        EscalationDecision decision = await policy.DecideAsync(Turn, signals);

        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.Timeout), (decision.Outcome, decision.Reason));
        Assert.Equal([SignalKind.Value, SignalKind.Fault, SignalKind.Fault], signals.Select(signal => signal.Kind));
    }

    [Theory]
    [Trait("Row", "39")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_trigger_that_throws_at_once_or_cancels_itself_is_a_fault(bool isolated)
    {
        EscalationPolicy throws = With(new StubAsyncTrigger("v", _ => throw new HttpRequestException("secret")), isolated);
        EscalationPolicy cancels = With(new StubAsyncTrigger("v", _ => throw new OperationCanceledException()), isolated);
        var signals = new Signal[1];

        Assert.Equal(Reason.EvaluatorFault, (await throws.DecideAsync(Turn, signals)).Reason);
        Assert.Equal("System.Net.Http.HttpRequestException", signals[0].Detail);
        Assert.Equal(Reason.EvaluatorFault, (await cancels.DecideAsync(Turn)).Reason);
    }

    [Fact]
    [Trait("Row", "45")]
    public async Task A_token_cancelled_at_entry_throws_and_asks_nobody()
    {
        var trigger = new StubAsyncTrigger("v", _ => ValueTask.FromResult(Signal.Quiet()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await With(trigger).DecideAsync(Turn, new CancellationToken(canceled: true)));

        Assert.Equal(0, trigger.Calls);
    }

    [Fact]
    [Trait("Row", "45")]
    public async Task Cancelling_while_a_trigger_runs_throws_and_never_acts()
    {
        using var cancel = new CancellationTokenSource();
        EscalationPolicy policy = With(new StubAsyncTrigger("v", async token =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return Signal.Quiet();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await policy.DecideAsync(Turn, cancel.Token));
    }

    [Fact]
    public async Task Asynchronous_triggers_are_skipped_and_marked_once_a_person_is_certain()
    {
        var trigger = new StubAsyncTrigger("v", _ => ValueTask.FromResult(Signal.Quiet()));
        EscalationPolicy policy = With(trigger, more: p => p.Add(new StubTrigger("hard", Signal.Fire(Reason.Sensitivity))));

        EscalationDecision decision = await policy.DecideAsync(Turn);

        Assert.Equal(0, trigger.Calls);
        Assert.Equal(0b10UL, decision.SkippedTriggers);
        Assert.Equal(Reason.Sensitivity, decision.Reason);
        Assert.Single(policy.Explain(Turn, decision, new Signal[2]).Triggers);
    }

    [Fact]
    [Trait("Row", "44")]
    public async Task Re_entering_through_asynchronous_triggers_ends_in_an_escalation()
    {
        EscalationPolicy? self = null;
        self = EscalationPolicy.Build(p => p.TimeBudget(TimeSpan.FromSeconds(30)).Add(new StubAsyncTrigger("again", async token =>
        {
            EscalationDecision inner = await self!.DecideAsync(Turn, token);
            return inner.MayAct ? Signal.Quiet() : Signal.Fire(inner.Reason);
        })));

        Assert.Equal(Reason.ReentrancyLimit, (await self.DecideAsync(Turn)).Reason);
    }
}
