using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Triggers;

public class TriggerTests
{
    private static readonly ITrigger Quiet = Say.That("quiet", Signal.Quiet);

    [Fact]
    [Trait("Row", "48")]
    public void Empty_null_and_out_of_range_compositions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Trigger.All("x", Array.Empty<ITrigger>()));
        Assert.Throws<ArgumentException>(() => Trigger.Any("x", Array.Empty<IAsyncTrigger>()));
        Assert.Throws<ArgumentException>(() => Trigger.All("x", Quiet, null!));
        Assert.Throws<ArgumentNullException>(() => Trigger.Any("x", (ITrigger[])null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.AtLeast("x", 0, Quiet));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.AtLeast("x", 2, Quiet));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.AtLeast("x", 2, Quiet.AsAsync()));
        Assert.Throws<ArgumentNullException>(() => Trigger.Not("x", (ITrigger)null!, Say.Why));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigger.Not("x", Quiet, Say.Why, DecisionOutcome.Act));
        Assert.Throws<ArgumentNullException>(() => Trigger.When("x", Quiet, null!));
        Assert.Throws<ArgumentException>(() => Trigger.Create(" ", _ => Signal.Quiet()));
        Assert.Throws<ArgumentNullException>(() => Trigger.Create("x", null!));
    }

    [Fact]
    public void A_changed_array_does_not_change_the_composition()
    {
        ITrigger[] parts = [Quiet];
        ITrigger whole = Trigger.All("x", parts);
        parts[0] = Say.That("other", () => Signal.Fire(Say.Why));
        Assert.False(Say.Evaluate(whole).Fired);
    }

    [Fact]
    public void Every_part_is_asked_although_an_earlier_one_settles_it()
    {
        int asked = 0;
        ITrigger Count(string name, Signal says) => Trigger.Create(name, _ =>
        {
            asked++;
            return says;
        });
        ITrigger whole = Trigger.When(
            "when",
            Trigger.All("all", Count("a", Signal.Quiet()), Count("b", Signal.Fire(Say.Why))),
            Trigger.Any("any", Count("c", Signal.Fire(Say.Why)), Count("d", default)));
        Assert.True(Say.Evaluate(whole).Failed);
        Assert.Equal(4, asked);
    }

    [Fact]
    [Trait("Row", "39")]
    public void A_part_that_throws_is_a_fault_that_keeps_the_type_only_and_the_others_still_run()
    {
        bool ran = false;
        ITrigger whole = Trigger.Any("x", Say.That("bad", () => throw new FormatException("account 1234")), Trigger.Create("after", _ =>
        {
            ran = true;
            return Signal.Quiet();
        }));
        Signal signal = Say.Evaluate(whole);
        Assert.True(ran);
        Assert.Equal((SignalKind.Fault, Reason.EvaluatorFault, typeof(FormatException).FullName), (signal.Kind, signal.Reason, signal.Detail));
    }

    [Fact]
    [Trait("Row", "49")]
    public void The_policy_sees_names_and_state_through_compositions_and_adapters()
    {
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(Trigger.All("x", Quiet, Trigger.Any("y", Quiet)))));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(Trigger.All("x", Trigger.Any("y", Quiet).AsAsync(), Quiet.AsAsync()))));
        var composite = (ICompositeTrigger)Trigger.When("x", Quiet, Quiet).AsAsync();
        Assert.Equal([Quiet, Quiet], composite.Children);
    }

    [Fact]
    public void Evaluating_a_composition_allocates_nothing()
    {
        ITrigger whole = Trigger.When(
            "w",
            Trigger.AtLeast("l", 2, Say.That("a", () => Signal.Fire(Say.Why)), Say.That("b", () => Signal.Missing(Reason.NoSignal)), Quiet),
            Trigger.Not("n", Trigger.All("all", Quiet, Say.That("c", Signal.NotApplicable)), Say.Why));
        Assert.Equal(0, AllocationProbe.BytesOf(whole, new AgentTurn()));
    }

    [Fact]
    public void Explaining_a_composition_names_its_parts()
    {
        ITrigger whole = Trigger.All("both", Quiet, Say.That("loud", () => Signal.Fire(Say.Why)));
        Assert.Equal("quiet is quiet; loud fires: why.", whole.Explain(new AgentTurn(), Signal.Quiet()));
    }

    [Fact]
    public async Task Asynchronous_parts_run_side_by_side_and_a_late_fault_is_still_a_signal()
    {
        var gate = new TaskCompletionSource();
        IAsyncTrigger waits = Trigger.CreateAsync("waits", async (_, _) =>
        {
            await gate.Task;
            return Signal.Quiet();
        });
        IAsyncTrigger opens = Trigger.CreateAsync("opens", async (_, _) =>
        {
            await Task.Yield();
            gate.SetResult();
            throw new InvalidOperationException();
        });
        Signal signal = await Trigger.Any("x", waits, opens).EvaluateAsync(new AgentTurn(), CancellationToken.None);
        Assert.Equal(SignalKind.Fault, signal.Kind);
    }

    [Fact]
    [Trait("Row", "45")]
    public async Task Cancelling_a_composition_throws_and_never_acts()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Trigger.Not("x", Quiet.AsAsync(), Say.Why).EvaluateAsync(new AgentTurn(), cancel.Token));
    }

    [Fact]
    public async Task A_part_that_gives_up_on_its_own_is_a_fault()
    {
        IAsyncTrigger tired = Trigger.CreateAsync("tired", (_, _) => throw new OperationCanceledException());
        Signal signal = await Trigger.Not("x", tired, Say.Why).EvaluateAsync(new AgentTurn(), CancellationToken.None);
        Assert.Equal(SignalKind.Fault, signal.Kind);
    }
}
