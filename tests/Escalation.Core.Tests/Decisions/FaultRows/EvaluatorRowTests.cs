using Escalation.Auditing;
using Escalation.Core.Tests.Auditing;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 39 to 41 and 45: evaluators that throw, exhaust memory or stack, or say nothing, in every place where a policy can hold one.</summary>
public class EvaluatorRowTests
{
    private static readonly Func<ITrigger, ITrigger>[] Places =
    [
        trigger => trigger,
        trigger => Trigger.All("all", trigger, Quiet("calm")),
        trigger => Trigger.Any("any", Quiet("calm"), trigger),
        trigger => Trigger.AtLeast("two", 2, trigger, Quiet("calm"), Quiet("still")),
        trigger => Trigger.Not("not", trigger, Reason.Ambiguity, DecisionOutcome.Nudge),
        trigger => Trigger.When("when", trigger, Quiet("calm")),
        trigger => Trigger.When("when", Quiet("calm"), trigger),
        trigger => Trigger.Not("outer", Trigger.All("inner", Trigger.Not("core", trigger, Reason.Loop), Quiet("calm")), Reason.Loop),
    ];

    [Fact]
    [Trait("Row", "39")]
    public async Task A_throwing_evaluator_escalates_from_any_place_and_every_other_one_still_runs()
    {
        foreach (Func<ITrigger, ITrigger> place in Places)
        {
            StubTrigger before = Quiet("before"), after = Quiet("after");
            EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(1e6, 999_999).Add(before).Add(place(new StubTrigger("boom", _ => throw new InvalidDataException("secret")))).Add(after));
            var turn = new AgentTurn { Id = "t", Confidence = 1.0 };
            var signals = new Signal[3];

            EscalationDecision decision = policy.Decide(turn, signals);

            Row.Escalates(Reason.EvaluatorFault, decision);
            Assert.Equal((1, 1, 2UL), (before.Calls, after.Calls, decision.FailedTriggers));
            Assert.Equal("System.IO.InvalidDataException", signals[1].Detail);
            Assert.DoesNotContain("secret", policy.Explain(turn, decision, signals).ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("secret", await Logged(new AuditedTurn(turn, decision, policy.TriggerNames, signals)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("Row", "39")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_throwing_asynchronous_evaluator_escalates_and_every_other_one_still_runs(bool isolated)
    {
        StubTrigger synchronous = Quiet("synchronous");
        var after = new StubAsyncTrigger("after", _ => ValueTask.FromResult(Signal.Quiet()));
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(new StubAsyncTrigger("boom", _ => throw new InvalidDataException("secret")), isolated)
            .Add(new StubAsyncTrigger("later", async _ =>
            {
                await Task.Yield();
                throw new FormatException("secret");
            }), isolated)
            .Add(after, isolated)
            .Add(synchronous));
        var signals = new Signal[4];

        EscalationDecision decision = await policy.DecideAsync(new AgentTurn(), signals);

        Row.Escalates(Reason.EvaluatorFault, decision);
        Assert.Equal((1, 1), (synchronous.Calls, after.Calls));
        Assert.Equal(["System.IO.InvalidDataException", "System.FormatException"], signals[1..3].Select(signal => signal.Detail));
        Assert.DoesNotContain("secret", policy.Explain(new AgentTurn(), decision, signals).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "39")]
    public void A_throwing_predictor_escalates_wherever_it_is_asked()
    {
        var throws = new StubPredictor(_ => throw new InvalidDataException("secret"));
        var turn = new AgentTurn { Confidence = 1.0, DelegationValue = -1.0 };

        Assert.Equal("System.IO.InvalidDataException", Row.Fails(Reason.EvaluatorFault, p => p.Confidence(0.0, throws), turn).Detail);
        Row.Fails(Reason.EvaluatorFault, p => p.DelegationValue(1.0, throws), turn);
        Row.FailsByCosts(Reason.EvaluatorFault, p => p.Costs(1e6, 999_999).ModelIsRight(throws), turn);
        Row.FailsByCosts(Reason.EvaluatorFault, p => p.Costs(1e6, 999_999).ExpertIsRight(throws), turn);
        Row.FailsByCosts(Reason.EvaluatorFault, p => p.Costs(1e6, 999_999).GainOfEscalating(throws), turn);
    }

    [Fact]
    [Trait("Row", "40")]
    public void Running_out_of_memory_escalates_from_any_place()
    {
        Func<AgentTurn, Signal>[] hungry =
        [
            _ => throw new InsufficientMemoryException(),
            _ => MoreThanOneArrayHolds(),
        ];
        foreach (Func<AgentTurn, Signal> evaluate in hungry)
        {
            foreach (Func<ITrigger, ITrigger> place in Places)
            {
                Row.Fails(Reason.EvaluatorFault, p => p.Add(place(new StubTrigger("hungry", evaluate))), new AgentTurn());
            }
        }
    }

    [Fact]
    [Trait("Row", "40")]
    public async Task Running_out_of_memory_in_an_asynchronous_evaluator_escalates()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new StubAsyncTrigger("hungry", async _ =>
        {
            await Task.Yield();
            return MoreThanOneArrayHolds();
        })));

        Row.Escalates(Reason.EvaluatorFault, await policy.DecideAsync(new AgentTurn()));
    }

    [Fact]
    [Trait("Row", "40")]
    public void A_composition_too_deep_for_the_stack_is_refused_before_anything_walks_it()
    {
        ITrigger deep = Quiet("leaf");
        for (int i = 0; i < 100_000; i++)
        {
            deep = Trigger.Not($"level{i}", deep, Reason.Loop);
        }

        Assert.Contains("deeper than 16", Refusal(deep), StringComparison.Ordinal);
        Assert.Contains("deeper than 16", Refusal(new Bottomless(0)), StringComparison.Ordinal);

        static string Refusal(ITrigger trigger) => Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(trigger))).Message;
    }

    [Fact]
    [Trait("Row", "41")]
    public async Task An_evaluator_that_returns_nothing_escalates_from_any_place()
    {
        foreach (Func<ITrigger, ITrigger> place in Places)
        {
            Row.Fails(Reason.EvaluatorFault, p => p.Add(place(new StubTrigger("nothing", default(Signal)))), new AgentTurn());
        }

        Row.Fails(Reason.EvaluatorFault, p => p.Confidence(0.0, new StubPredictor(default(Estimate))), new AgentTurn());
        Row.FailsByCosts(Reason.EvaluatorFault, p => p.Costs(1e6, 999_999).ModelIsRight(new StubPredictor(default(Estimate))), new AgentTurn { Confidence = 1.0 });
        foreach (bool isolated in new[] { true, false })
        {
            EscalationPolicy policy = EscalationPolicy.Build(p => p.Add(new StubAsyncTrigger("nothing", _ => default), isolated).Add(Quiet("calm")));
            Row.Escalates(Reason.EvaluatorFault, await policy.DecideAsync(new AgentTurn()));
        }
    }

    [Fact]
    [Trait("Row", "41")]
    public void Every_default_means_escalate()
    {
        Assert.Equal(DecisionOutcome.EscalateToPerson, default);
        Assert.Equal(DecisionOutcome.EscalateToPerson, default(EscalationDecision).Outcome);
        Assert.False(default(EscalationDecision).MayAct);
        Assert.Equal((SignalKind.Fault, DecisionOutcome.EscalateToPerson), (default(Signal).Kind, default(Signal).Proposal));
        Assert.True(default(Signal).Failed);
        Assert.False(default(Estimate).HasValue);
        Assert.True(CostRatioRule.Escalates(-1.0, default));
    }

    [Fact]
    [Trait("Row", "45")]
    public async Task A_token_cancelled_at_entry_throws_from_any_policy_and_asks_nobody()
    {
        StubTrigger trigger = Quiet("calm");
        var cancelled = new CancellationToken(canceled: true);
        EscalationPolicy synchronous = EscalationPolicy.Build(p => p.Add(trigger));
        EscalationPolicy asynchronous = EscalationPolicy.Build(p => p.Add(trigger).Add(new StubAsyncTrigger("later", _ => ValueTask.FromResult(Signal.Quiet()))));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await synchronous.DecideAsync(new AgentTurn(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await asynchronous.DecideAsync(new AgentTurn(), cancelled));

        Assert.Equal(0, trigger.Calls);
    }

    /// <summary>The runtime itself throws <see cref="OutOfMemoryException"/>, at once and without touching memory.</summary>
    private static Signal MoreThanOneArrayHolds() => new long[int.MaxValue].Length > 0 ? Signal.Quiet() : default;

    private static StubTrigger Quiet(string name) => new(name, Signal.Quiet());

    private static async Task<string> Logged(AuditedTurn turn)
    {
        var storage = new MemoryJournalStorage();
        using AuditLog log = AuditLogs.Open(storage);
        await log.AppendAsync(AuditEntries.Decision("t", turn));
        return System.Text.Encoding.UTF8.GetString(storage.Bytes);
    }

    /// <summary>A composition that makes up another child whenever it is asked.</summary>
    private sealed class Bottomless(int level) : ITrigger, ICompositeTrigger
    {
        public string Name => $"level{level}";

        public IReadOnlyList<object> Children => [new Bottomless(level + 1)];

        public Signal Evaluate(AgentTurn turn) => Signal.Quiet();
    }
}
