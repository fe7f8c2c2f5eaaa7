using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Decisions;

/// <summary>Budgets and cool-downs: what a person has seen may grow quiet; nothing else may.</summary>
public class TriggerLimitsTests
{
    private readonly ManualTimeProvider _time = new();
    private Signal _says = Signal.Fire(new Reason("soft"));

    [Fact]
    public void A_budget_counts_what_was_recorded_and_then_lowers_the_proposal_and_says_so()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(2) });
        AgentTurn turn = Turn(policy);
        for (int i = 0; i < 5; i++)
        {
            // Deciding only reads.
            Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn).Outcome);
        }

        Assert.Equal(DecisionOutcome.EscalateToPerson, Round(policy, turn).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, Round(policy, turn).Outcome);
        for (int i = 0; i < 3; i++)
        {
            EscalationDecision spent = Round(policy, turn);
            Assert.Equal((DecisionOutcome.RequestApproval, "soft", 2UL, 2UL), (spent.Outcome, spent.Reason.Code, spent.RestrainedTriggers, spent.FiredTriggers));
        }

        string words = policy.Explain(turn).ToString();
        Assert.Contains("Held back by budgets and cool-downs: 1.", words, StringComparison.Ordinal);
        Assert.Contains("fires: soft (budget-exhausted). Budget 2 in the conversation, then request-approval: 2 spent.", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_that_holds_back_altogether_leaves_the_others_to_decide_and_silence_is_no_consent()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(1) with { Then = DecisionOutcome.Act } });
        AgentTurn turn = Turn(policy);
        Round(policy, turn);
        EscalationDecision held = policy.Decide(turn);
        Assert.Equal((DecisionOutcome.Act, Reason.BudgetExhausted, 2UL, 0UL, 0UL), (held.Outcome, held.Reason, held.RestrainedTriggers, held.FiredTriggers, held.AbstainedTriggers));
        Assert.Contains("fires and is held back: budget-exhausted", policy.Explain(turn).ToString(), StringComparison.Ordinal);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn with { Confidence = 0.1 }).Outcome);

        EscalationPolicy alone = EscalationPolicy.Build(p => p.Add(Trigger.Create("soft", _ => _says)).Rule("soft", new TriggerRule { Budget = TriggerBudget.PerConversation(1) with { Then = DecisionOutcome.Act } }));
        turn = Turn(alone);
        Round(alone, turn);
        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.NoSignal), (alone.Decide(turn).Outcome, alone.Decide(turn).Reason));
    }

    [Fact]
    public void Windows_of_steps_and_of_time_forget_and_a_clock_set_back_holds_nothing_back()
    {
        EscalationPolicy steps = Soft(new TriggerRule { Budget = TriggerBudget.PerSteps(1, 3) });
        AgentTurn turn = Turn(steps);
        Round(steps, turn);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(DecisionOutcome.RequestApproval, steps.Decide(turn).Outcome);
            turn.Conversation!.Record(AgentStep.User("go on"));
        }

        Assert.Equal(DecisionOutcome.EscalateToPerson, steps.Decide(turn).Outcome);

        EscalationPolicy hour = Soft(new TriggerRule { Budget = TriggerBudget.PerSpan(1, TimeSpan.FromHours(1)) });
        turn = Turn(hour);
        Round(hour, turn);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(DecisionOutcome.RequestApproval, hour.Decide(turn).Outcome);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(DecisionOutcome.EscalateToPerson, hour.Decide(turn).Outcome);
        Round(hour, turn);
        _time.SetUtcNow(_time.GetUtcNow().AddDays(-1));
        Assert.Equal(DecisionOutcome.EscalateToPerson, hour.Decide(turn).Outcome);
    }

    [Fact]
    public void What_is_stricter_or_graver_than_what_was_counted_comes_through_and_so_do_failures_and_the_critical()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(1) with { Then = DecisionOutcome.Act }, CoolDown = TriggerCoolDown.ForSteps(100) });
        AgentTurn turn = Turn(policy);
        _says = Signal.Fire(new Reason("soft"), DecisionOutcome.RequestApproval);
        Round(policy, turn);
        policy.Resolve(turn.Conversation!, "soft");
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
        foreach (Signal stronger in new[] { Signal.Fire(new Reason("soft")), _says.WithSeverity(Severity.High), Signal.Missing(Reason.NoSignal), Signal.Fault(Reason.Timeout), default })
        {
            _says = stronger;
            EscalationDecision decision = policy.Decide(turn);
            Assert.Equal((0UL, true), (decision.RestrainedTriggers, decision.Outcome >= DecisionOutcome.RequestApproval));
        }

        foreach (Signal hard in new[] { Signal.Fire(new Reason("soft"), DecisionOutcome.SafeStop), Signal.Fire(new Reason("soft")).WithSeverity(Severity.Critical) })
        {
            _says = hard;
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(hard.Proposal, Round(policy, turn).Outcome);
                policy.Resolve(turn.Conversation!);
            }
        }
    }

    [Fact]
    public void A_cool_down_begins_when_a_person_has_dealt_with_it_and_not_before()
    {
        EscalationPolicy policy = Soft(new TriggerRule { CoolDown = TriggerCoolDown.ForSteps(2) });
        AgentTurn turn = Turn(policy);
        Round(policy, turn);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn).Outcome);
        turn.Conversation!.HandBack();
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn).Outcome);
        turn.Conversation.HandOver();
        Assert.Equal(Reason.OwnedByPerson, policy.Decide(turn).Reason);
        turn.Conversation.HandBack();
        EscalationDecision cool = policy.Decide(turn);
        Assert.Equal((DecisionOutcome.Act, Reason.CoolingDown, 2UL), (cool.Outcome, cool.Reason, cool.RestrainedTriggers));
        Assert.Contains("Cool-down 2 steps: running.", policy.Explain(turn).ToString(), StringComparison.Ordinal);
        turn.Conversation.Record(AgentStep.User("one"));
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
        turn.Conversation.Record(AgentStep.User("two"));
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn).Outcome);
        Assert.Contains("Cool-down 2 steps: not running.", policy.Explain(turn).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cool_down_of_time_begins_at_the_time_that_is_told_and_without_one_does_not_begin()
    {
        EscalationPolicy policy = Soft(new TriggerRule { CoolDown = TriggerCoolDown.ForSpan(TimeSpan.FromHours(1)) });
        AgentTurn untold = Turn(policy), told = Turn(policy), resolved = Turn(policy);
        foreach (AgentTurn turn in new[] { untold, told, resolved })
        {
            Round(policy, turn);
        }

        _time.Advance(TimeSpan.FromHours(5));
        untold.Conversation!.HandOver();
        untold.Conversation.HandBack();
        told.Conversation!.HandOver();
        told.Conversation.HandBack(at: _time.GetUtcNow());
        policy.Resolve(resolved.Conversation!, "soft");
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(untold).Outcome);
        Assert.Equal([DecisionOutcome.Act, DecisionOutcome.Act], new[] { policy.Decide(told).Outcome, policy.Decide(resolved).Outcome });
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([DecisionOutcome.EscalateToPerson, DecisionOutcome.EscalateToPerson], new[] { policy.Decide(told).Outcome, policy.Decide(resolved).Outcome });
    }

    [Fact]
    public void Given_steps_and_time_it_ends_with_the_first()
    {
        EscalationPolicy policy = Soft(new TriggerRule { CoolDown = TriggerCoolDown.For(2, TimeSpan.FromHours(1)) });
        AgentTurn bySteps = Turn(policy), byTime = Turn(policy);
        Round(policy, bySteps);
        Round(policy, byTime);
        policy.Resolve(bySteps.Conversation!);
        policy.Resolve(byTime.Conversation!);
        bySteps.Conversation!.Record(AgentStep.User("one"));
        bySteps.Conversation.Record(AgentStep.User("two"));
        Assert.Equal((DecisionOutcome.EscalateToPerson, DecisionOutcome.Act), (policy.Decide(bySteps).Outcome, policy.Decide(byTime).Outcome));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(byTime).Outcome);
    }

    [Fact]
    public void Nothing_is_held_back_without_a_conversation_or_its_state_or_with_a_broken_clock()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(1) });
        var none = new AgentTurn { Confidence = 0.9 };
        Round(policy, none);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(none).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(none with { Conversation = new Conversation("bare") }).Outcome);

        EscalationPolicy broken = EscalationPolicy.Build(p => p.Confidence(0.5).Add(Trigger.Create("soft", _ => _says)).Time(new BrokenClock()).Rule("soft", new TriggerRule { Budget = TriggerBudget.PerConversation(1), CoolDown = TriggerCoolDown.ForSteps(3) }));
        AgentTurn turn = Turn(policy);
        Round(policy, turn);
        Assert.Equal(DecisionOutcome.RequestApproval, policy.Decide(turn).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, broken.Decide(turn).Outcome);
    }

    [Fact]
    public void A_decision_that_two_callers_record_counts_once()
    {
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(2) });
        AgentTurn turn = Turn(policy) with { Id = "one" };
        Round(policy, turn);
        Round(policy, turn);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn).Outcome);
        Round(policy, turn with { Id = "two" });
        Assert.Equal(DecisionOutcome.RequestApproval, policy.Decide(turn).Outcome);
    }

    [Fact]
    public void Without_the_signals_only_the_trigger_behind_the_decision_is_counted()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(Trigger.Create("first", _ => Signal.Fire(new Reason("first")))).Add(Trigger.Create("second", _ => Signal.Fire(new Reason("second"))))
            .Rule("first", new TriggerRule { Budget = TriggerBudget.PerConversation(1) }).Rule("second", new TriggerRule { Budget = TriggerBudget.PerConversation(1) }));
        AgentTurn turn = Turn(policy);
        policy.Record(turn, policy.Decide(turn));
        Assert.Equal(1UL, policy.Decide(turn).RestrainedTriggers);
        AgentTurn other = Turn(policy);
        Round(policy, other);
        Assert.Equal(3UL, policy.Decide(other).RestrainedTriggers);
    }

    [Fact]
    public void A_hard_trigger_is_never_silenced_by_the_limits_of_another()
    {
        Gen<(int Hard, int Soft, int Event)[]> gen =
            (from hard in Gen.Choose(0, 3)
             from soft in Gen.Choose(0, 3)
             from happens in Gen.Choose(0, 3)
             select (hard, soft, happens)).ArrayOf();
        Prop.ForAll(
            gen.ToArbitrary(),
            rounds =>
            {
                Signal hard = default;
                Signal soft = default;
                EscalationPolicy policy = EscalationPolicy.Build(p => p.Time(_time)
                    .Add(Trigger.Create("soft", _ => soft)).Add(Trigger.Create("hard", _ => hard)).Add(Trigger.Create("fine", _ => Signal.Quiet()))
                    .Rule("soft", new TriggerRule { Budget = TriggerBudget.PerConversation(2) with { Then = DecisionOutcome.Act }, CoolDown = TriggerCoolDown.For(3, TimeSpan.FromMinutes(5)) }));
                EscalationPolicy without = EscalationPolicy.Build(p => p.Add(Trigger.Create("soft", _ => soft)).Add(Trigger.Create("hard", _ => hard)).Add(Trigger.Create("fine", _ => Signal.Quiet())));
                AgentTurn turn = Turn(policy);
                int heard = 0;
                bool holds = true;
                foreach ((int h, int s, int happens) in rounds)
                {
                    hard = Level(h);
                    soft = Level(s);
                    EscalationDecision decision = Round(policy, turn), free = without.Decide(turn);
                    heard += soft.Kind == SignalKind.Value && soft.Proposal == DecisionOutcome.EscalateToPerson && (decision.RestrainedTriggers & 1) == 0 ? 1 : 0;
                    holds &= decision.Outcome >= hard.Proposal && decision.Outcome <= free.Outcome && (decision.RestrainedTriggers & ~1UL) == 0 && heard <= 2
                        && (!soft.Failed || decision.Outcome == free.Outcome) && ((decision.Outcome == free.Outcome) || decision.RestrainedTriggers == 1);
                    switch (happens)
                    {
                        case 1: turn.Conversation!.Record(AgentStep.User("x")); break;
                        case 2: policy.Resolve(turn.Conversation!); break;
                        case 3: _time.Advance(TimeSpan.FromMinutes(2)); break;
                    }
                }

                return holds;
            }).QuickCheckThrowOnFailure();

        static Signal Level(int level) => level switch
        {
            0 => Signal.Quiet(),
            1 => Signal.Fire(new Reason("x"), DecisionOutcome.RequestApproval),
            2 => Signal.Fire(new Reason("x")),
            _ => Signal.Fault(Reason.Timeout),
        };
    }

    [Fact]
    public void What_could_not_be_meant_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerBudget.PerConversation(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerBudget.PerConversation(TriggerBudget.MaximumLimit + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerBudget.PerSteps(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerBudget.PerSpan(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerBudget.PerConversation(1) with { Then = DecisionOutcome.SafeStop });
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerCoolDown.ForSteps(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TriggerCoolDown.ForSpan(TimeSpan.FromDays(367)));
        Assert.Throws<ArgumentException>(() => TriggerCoolDown.Of(null, null));
        EscalationPolicy policy = Soft(new TriggerRule { Budget = TriggerBudget.PerConversation(1) });
        AgentTurn turn = Turn(policy);
        Assert.Throws<ArgumentException>(() => policy.Record(turn, default));
        Assert.Throws<ArgumentException>(() => policy.Record(turn, policy.Decide(turn), new Signal[1]));
        Assert.Throws<ArgumentException>(() => policy.Resolve(turn.Conversation!, "hard"));
    }

    private EscalationPolicy Soft(TriggerRule rule, string name = "default") =>
        EscalationPolicy.Build(p => p.Name(name).Confidence(0.5).Add(Trigger.Create("soft", _ => _says)).Time(_time).Rule("soft", rule));

    private static AgentTurn Turn(EscalationPolicy policy) => new() { Conversation = policy.StartConversation("c"), Confidence = 0.9 };

    /// <summary>Decides and records, as whoever carries decisions out does.</summary>
    private static EscalationDecision Round(EscalationPolicy policy, AgentTurn turn)
    {
        var signals = new Signal[policy.TriggerNames.Count];
        EscalationDecision decision = policy.Decide(turn, signals);
        policy.Record(turn, decision, signals);
        return decision;
    }

    private sealed class BrokenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("no clock");
    }
}
