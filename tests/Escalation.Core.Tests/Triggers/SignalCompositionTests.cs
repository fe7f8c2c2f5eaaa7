using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Triggers;

public class SignalCompositionTests
{
    [Fact]
    [Trait("Row", "39")]
    [Trait("Row", "41")]
    [Trait("Row", "51")]
    public void Every_pair_of_signals_joins_by_the_table()
    {
        foreach ((string nameA, Func<Signal> sayA) in Say.Everything)
        {
            foreach ((string nameB, Func<Signal> sayB) in Say.Everything)
            {
                ITrigger a = Say.That("a", sayA), b = Say.That("b", sayB);
                Signal x = Say.Of(sayA), y = Say.Of(sayB);
                string at = $"{nameA}, {nameB}";
                AssertQuorum(Say.Evaluate(Trigger.All("all", a, b)), x, y, needsBoth: true, at);
                AssertQuorum(Say.Evaluate(Trigger.Any("any", a, b)), x, y, needsBoth: false, at);
                AssertWhen(Say.Evaluate(Trigger.When("when", a, b)), x, y, at);
            }
        }
    }

    [Fact]
    public void Not_turns_quiet_into_firing_and_nothing_else_into_quiet_but_firing()
    {
        var reason = new Reason("absent-approval");
        foreach ((string name, Func<Signal> say) in Say.Everything)
        {
            Signal part = Say.Of(say);
            Signal result = Say.Evaluate(Trigger.Not("not", Say.That("a", say), reason, DecisionOutcome.RequestApproval));
            if (part.Failed)
            {
                Assert.True(Say.Key(part) == Say.Key(result), name);
            }
            else if (part.Kind == SignalKind.NotApplicable)
            {
                Assert.True(result.Kind == SignalKind.NotApplicable, name);
            }
            else
            {
                Assert.True(result.Fired != part.Fired, name);
                Assert.True(!result.Fired || (result.Reason == reason && result.Proposal == DecisionOutcome.RequestApproval), name);
            }
        }
    }

    [Fact]
    public void Not_never_weakens_what_it_would_have_proposed_when_its_part_fails()
    {
        Signal result = Say.Evaluate(Trigger.Not("not", Say.That("a", () => Signal.Missing(Reason.NoSignal)), Say.Why, DecisionOutcome.SafeStop));
        Assert.Equal(SignalKind.Missing, result.Kind);
        Assert.Equal(DecisionOutcome.SafeStop, result.Proposal);
    }

    [Fact]
    public void A_fault_is_worse_than_a_missing_input_and_keeps_its_reason()
    {
        ITrigger missing = Say.That("a", () => Signal.Missing(Reason.ScoreUndefined)), fault = Say.That("b", () => Signal.Fault(Reason.Timeout, "late"));
        foreach (ITrigger whole in new[] { Trigger.All("x", missing, fault), Trigger.Any("x", fault, missing), Trigger.When("x", missing, fault) })
        {
            Signal result = Say.Evaluate(whole);
            Assert.Equal((SignalKind.Fault, Reason.Timeout, "late"), (result.Kind, result.Reason, result.Detail));
        }
    }

    [Fact]
    public void At_least_counts_the_parts_that_fire_and_lowers_its_number_to_those_that_apply()
    {
        for (int fired = 0; fired <= 4; fired++)
        {
            for (int absent = 0; fired + absent <= 4; absent++)
            {
                ITrigger[] parts = [.. Enumerable.Range(0, 4).Select(i => Say.That($"p{i}", i < fired ? () => Signal.Fire(Say.Why) : i < fired + absent ? Signal.NotApplicable : Signal.Quiet))];
                for (int k = 1; k <= 4; k++)
                {
                    Signal result = Say.Evaluate(Trigger.AtLeast("x", k, parts));
                    if (absent == 4)
                    {
                        Assert.Equal(SignalKind.NotApplicable, result.Kind);
                    }
                    else
                    {
                        Assert.Equal(fired >= Math.Min(k, 4 - absent), result.Fired);
                        Assert.Equal(SignalKind.Value, result.Kind);
                    }
                }

                Assert.Equal(Say.Key(Say.Evaluate(Trigger.Any("x", parts))), Say.Key(Say.Evaluate(Trigger.AtLeast("x", 1, parts))));
                Assert.Equal(Say.Key(Say.Evaluate(Trigger.All("x", parts))), Say.Key(Say.Evaluate(Trigger.AtLeast("x", 4, parts))));
            }
        }
    }

    [Fact]
    [Trait("Row", "51")]
    public void The_strictest_proposal_of_those_that_fired_wins_and_the_first_among_equals()
    {
        ITrigger whole = Trigger.Any(
            "x",
            Say.That("a", () => Signal.Fire(new Reason("first"), DecisionOutcome.Nudge)),
            Say.That("b", () => Signal.Fire(new Reason("second"), DecisionOutcome.EscalateToModel, 0.3, 0.5, "d")),
            Say.That("c", () => Signal.Fire(new Reason("third"), DecisionOutcome.EscalateToModel)));
        Signal result = Say.Evaluate(whole);
        Assert.Equal(("second", DecisionOutcome.EscalateToModel, 0.3, 0.5, "d"), (result.Reason.Code, result.Proposal, result.Score, result.Threshold, result.Detail));
    }

    private static void AssertQuorum(in Signal result, in Signal x, in Signal y, bool needsBoth, string at)
    {
        if (x.Failed || y.Failed)
        {
            Assert.True(result.Failed, at);
            bool fault = x.Kind == SignalKind.Fault || y.Kind == SignalKind.Fault;
            Assert.True(result.Kind == (fault ? SignalKind.Fault : SignalKind.Missing), at);
            DecisionOutcome strictest = (DecisionOutcome)Math.Max((int)x.Proposal, (int)y.Proposal);
            Assert.True(result.Proposal == (strictest == DecisionOutcome.SafeStop ? strictest : DecisionOutcome.EscalateToPerson), at);
            return;
        }

        int applicable = Applies(x) + Applies(y), fired = (x.Fired ? 1 : 0) + (y.Fired ? 1 : 0);
        if (applicable == 0)
        {
            Assert.True(result.Kind == SignalKind.NotApplicable, at);
            return;
        }

        bool fires = needsBoth ? fired == applicable : fired > 0;
        Assert.True(result.Kind == SignalKind.Value && result.Fired == fires, at);
        Assert.True(!fires || (int)result.Proposal == Math.Max((int)x.Proposal, (int)y.Proposal), at);
    }

    private static void AssertWhen(in Signal result, in Signal condition, in Signal part, string at)
    {
        if (condition.Failed || part.Failed)
        {
            Assert.True(result.Failed && result.Proposal >= DecisionOutcome.EscalateToPerson, at);
        }
        else if (condition.Kind == SignalKind.NotApplicable || part.Kind == SignalKind.NotApplicable)
        {
            Assert.True(result.Kind == SignalKind.NotApplicable, at);
        }
        else
        {
            Assert.True(result.Fired == (condition.Fired && part.Fired), at);
            Assert.True(!result.Fired || Say.Key(result) == Say.Key(part), at);
        }
    }

    private static int Applies(in Signal signal) => signal.Kind == SignalKind.NotApplicable ? 0 : 1;
}
