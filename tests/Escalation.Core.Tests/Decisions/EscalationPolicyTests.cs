using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class EscalationPolicyTests
{
    private static readonly AgentTurn Turn = new() { Id = "t1", Confidence = 0.9, DelegationValue = 0.1 };

    private static EscalationPolicy With(params ITrigger[] triggers) => EscalationPolicy.Build(p =>
    {
        foreach (ITrigger trigger in triggers)
        {
            p.Add(trigger);
        }
    });

    [Fact]
    [Trait("Row", "41")]
    public void The_default_decision_escalates_to_a_person()
    {
        EscalationDecision decision = default;

        Assert.Equal(DecisionOutcome.EscalateToPerson, decision.Outcome);
        Assert.False(decision.MayAct);
        Assert.True(decision.IsEscalation);
        Assert.Equal(-1, decision.TriggerIndex);
        Assert.Equal(GuaranteeScope.None, decision.Guarantee.Scope);
        Assert.Equal("uncalibrated", decision.ThresholdOrigin.Description);
        Assert.Equal("unspecified", decision.Reason.Code);
    }

    [Fact]
    public void Quiet_triggers_act()
    {
        EscalationDecision decision = With(new StubTrigger("a", Signal.Quiet()), new StubTrigger("b", Signal.Quiet())).Decide(Turn);

        Assert.Equal(DecisionOutcome.Act, decision.Outcome);
        Assert.Equal(Reason.WithinThresholds, decision.Reason);
        Assert.True(decision.MayAct);
        Assert.Null(decision.RouteKey);
        Assert.Equal("t1", decision.Id);
    }

    [Fact]
    [Trait("Row", "51")]
    public void The_strictest_of_all_outcomes_wins_in_any_order()
    {
        DecisionOutcome[] outcomes = Enum.GetValues<DecisionOutcome>();
        foreach (DecisionOutcome first in outcomes)
        {
            foreach (DecisionOutcome second in outcomes)
            {
                EscalationDecision decision = With(Proposing("a", first), Proposing("b", second)).Decide(Turn);

                Assert.Equal((DecisionOutcome)Math.Max((int)first, (int)second), decision.Outcome);
            }
        }
    }

    [Fact]
    [Trait("Row", "51")]
    public void The_order_of_outcomes_is_the_documented_one() => Assert.Equal(
        [DecisionOutcome.Act, DecisionOutcome.Nudge, DecisionOutcome.RequestApproval, DecisionOutcome.EscalateToModel, DecisionOutcome.EscalateToPerson, DecisionOutcome.SafeStop],
        Enum.GetValues<DecisionOutcome>().OrderBy(outcome => (int)outcome));

    [Fact]
    [Trait("Row", "39")]
    public void A_throwing_trigger_escalates_names_only_the_exception_type_and_lets_the_others_run()
    {
        var after = new StubTrigger("after", Signal.Quiet());
        EscalationPolicy policy = With(new StubTrigger("boom", _ => throw new InvalidDataException("secret")), after);
        var signals = new Signal[2];

        EscalationDecision decision = policy.Decide(Turn, signals);

        Assert.Equal(DecisionOutcome.EscalateToPerson, decision.Outcome);
        Assert.Equal(Reason.EvaluatorFault, decision.Reason);
        Assert.Equal(1UL, decision.FailedTriggers);
        Assert.Equal(1, after.Calls);
        Assert.Equal("System.IO.InvalidDataException", signals[0].Detail);
        Assert.DoesNotContain("secret", policy.Explain(Turn, decision, signals).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "40")]
    public void Running_out_of_memory_in_a_trigger_escalates()
    {
        EscalationDecision decision = With(new StubTrigger("hungry", _ => throw new InsufficientMemoryException())).Decide(Turn);

        Assert.Equal(Reason.EvaluatorFault, decision.Reason);
    }

    [Fact]
    [Trait("Row", "41")]
    public void A_trigger_that_returns_the_default_signal_escalates() =>
        Assert.Equal(DecisionOutcome.EscalateToPerson, With(new StubTrigger("nothing", default(Signal))).Decide(Turn).Outcome);

    [Fact]
    public void Missing_inputs_escalate_and_abstentions_are_recorded()
    {
        EscalationDecision decision = With(new StubTrigger("abstains", Signal.NotApplicable()), new StubTrigger("missing", Signal.Missing(Reason.NoSignal))).Decide(Turn);

        Assert.Equal(Reason.NoSignal, decision.Reason);
        Assert.Equal(1UL, decision.AbstainedTriggers);
        Assert.Equal(2UL, decision.FailedTriggers);
        Assert.Equal(2UL, decision.FiredTriggers);
        Assert.Equal(1, decision.TriggerIndex);
    }

    [Fact]
    public void When_everybody_abstains_nothing_speaks_for_acting()
    {
        EscalationDecision alone = With(new StubTrigger("abstains", Signal.NotApplicable())).Decide(Turn);
        EscalationDecision beside = With(new StubTrigger("abstains", Signal.NotApplicable()), new StubTrigger("quiet", Signal.Quiet())).Decide(Turn);

        Assert.Equal((DecisionOutcome.EscalateToPerson, Reason.NoSignal), (alone.Outcome, alone.Reason));
        Assert.Equal(DecisionOutcome.Act, beside.Outcome);
    }

    [Fact]
    public void Among_equally_strict_reasons_the_urgent_route_wins_then_the_earlier_trigger()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Add(new StubTrigger("a", Signal.Fire(Reason.LowConfidence)))
            .Add(new StubTrigger("b", Signal.Fire(Reason.Sensitivity)))
            .Add(new StubTrigger("c", Signal.Fire(new Reason("refund-limit"))))
            .Route("payments", when: Reason.Sensitivity, priority: Priority.High)
            .Route("back-office", when: new Reason("refund-limit"), priority: Priority.High)
            .Route("support"));

        EscalationDecision decision = policy.Decide(Turn);

        Assert.Equal(Reason.Sensitivity, decision.Reason);
        Assert.Equal("payments", decision.RouteKey);
        Assert.Equal(Priority.High, decision.Priority);
        Assert.Equal(0b111UL, decision.FiredTriggers);
        Assert.Equal(["payments", "back-office", "support"], policy.RouteKeys);
    }

    [Fact]
    public void Without_routes_an_escalation_goes_to_the_default_key() =>
        Assert.Equal("default", With(new StubTrigger("a", Signal.Fire(Reason.Loop))).Decide(Turn).RouteKey);

    [Fact]
    [Trait("Row", "44")]
    public void Re_entering_evaluators_end_in_an_escalation()
    {
        EscalationPolicy? self = null;
        int deepest = 0;
        self = With(new StubTrigger("again", turn =>
        {
            deepest++;
            EscalationDecision inner = self!.Decide(turn);
            return inner.MayAct ? Signal.Quiet() : Signal.Fire(inner.Reason);
        }));

        EscalationDecision decision = self.Decide(Turn);

        Assert.Equal(Reason.ReentrancyLimit, decision.Reason);
        Assert.Equal(8, deepest);
        Assert.Equal(DecisionOutcome.Act, With(new StubTrigger("calm", Signal.Quiet())).Decide(Turn).Outcome);
    }

    [Fact]
    public void A_conversation_that_a_person_owns_never_acts()
    {
        var trigger = new StubTrigger("quiet", Signal.Quiet());
        EscalationPolicy policy = With(trigger);
        Conversation conversation = policy.StartConversation("c1");
        conversation.HandOver();

        EscalationDecision decision = policy.Decide(Turn with { Conversation = conversation });

        Assert.Equal(Reason.OwnedByPerson, decision.Reason);
        Assert.Equal(0, trigger.Calls);
        conversation.HandBack("refunded by hand");
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Turn with { Conversation = conversation }).Outcome);
    }

    [Fact]
    public void A_decision_quotes_score_threshold_and_origin()
    {
        var origin = ThresholdOrigin.Certified("0123456789abcdef", "rate at most 0.3 with probability 0.9");
        var threshold = new Threshold(0.8, ScoreDirection.HigherActs, ThresholdPurpose.Risk, origin, "confidence");
        EscalationPolicy policy = With(StubThresholdTrigger.Confidence(threshold));

        EscalationDecision acts = policy.Decide(Turn);
        EscalationDecision escalates = policy.Decide(Turn with { Confidence = 0.79 });

        Assert.Equal((0.9, 0.8, origin), (acts.Score, acts.Threshold, acts.ThresholdOrigin));
        Assert.Equal((0.79, 0.8, origin), (escalates.Score, escalates.Threshold, escalates.ThresholdOrigin));
        Assert.Equal(Reason.LowConfidence, escalates.Reason);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Turn with { Confidence = 0.8 }).Outcome);
    }

    [Fact]
    public void Deciding_on_null_or_with_the_wrong_buffer_is_refused()
    {
        EscalationPolicy policy = With(new StubTrigger("a", Signal.Quiet()));

        Assert.Throws<ArgumentNullException>(() => policy.Decide(null!));
        Assert.Throws<ArgumentException>(() => policy.Decide(Turn, new Signal[2]));
    }

    [Fact]
    public void An_explanation_names_every_trigger_and_survives_one_that_cannot_explain()
    {
        EscalationPolicy policy = With(new StubTrigger("calm", Signal.Quiet(0.2, 0.5)), new ExplainingTrigger("talks"), new ExplainingTrigger("stutters"));

        DecisionExplanation explanation = policy.Explain(Turn);

        Assert.Equal(["calm", "talks", "stutters"], explanation.Triggers.Select(trigger => trigger.Name));
        Assert.Contains("score 0.2 against 0.5", explanation.Triggers[0].Evidence, StringComparison.Ordinal);
        Assert.Contains("the third identical call", explanation.Triggers[1].Evidence, StringComparison.Ordinal);
        Assert.Contains("no explanation", explanation.Triggers[2].Evidence, StringComparison.Ordinal);
        Assert.StartsWith("Escalate to a person: loop", explanation.Summary, StringComparison.Ordinal);
    }

    private static StubTrigger Proposing(string name, DecisionOutcome outcome) =>
        new(name, outcome == DecisionOutcome.Act ? Signal.Quiet() : Signal.Fire(Reason.Loop, outcome));

    private sealed class ExplainingTrigger(string name) : ITrigger
    {
        public string Name => name;

        public Signal Evaluate(AgentTurn turn) => Signal.Fire(Reason.Loop);

        public string? Explain(AgentTurn turn, in Signal signal) =>
            name == "talks" ? "This is the third identical call." : throw new InvalidOperationException("secret");
    }
}
