using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

/// <summary>How costs, budgets and thresholds join.</summary>
public class PolicyCostsTests
{
    private static readonly ThresholdOrigin Certificate = ThresholdOrigin.Certified("feedfacefeedface", "rate at most 0.3 with probability 0.9");

    [Theory]
    [InlineData(0.80, DecisionOutcome.Act)]
    [InlineData(0.75, DecisionOutcome.Act)]
    [InlineData(0.74, DecisionOutcome.EscalateToPerson)]
    public void Costs_alone_apply_the_cost_ratio_rule_with_a_perfect_expert(double confidence, DecisionOutcome expected)
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1));

        EscalationDecision decision = policy.Decide(new AgentTurn { Confidence = confidence });

        Assert.Equal(expected, decision.Outcome);
        Assert.Equal((1 - confidence) * 4, decision.ExpectedCostOfActing, 12);
        Assert.Equal(1.0, decision.ExpectedCostOfEscalating, 12);
        Assert.Equal((confidence, 1.0), (decision.ModelIsRight, decision.ExpertIsRight));
        Assert.Equal(0.25, decision.Threshold);
    }

    [Fact]
    public void An_expert_who_errs_makes_escalation_less_worthwhile()
    {
        EscalationPolicy constant = EscalationPolicy.Build(p => p.Costs(4, 1).ExpertIsRight(0.8));

        Assert.Equal(DecisionOutcome.Act, constant.Decide(new AgentTurn { Confidence = 0.6 }).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, constant.Decide(new AgentTurn { Confidence = 0.54 }).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, constant.Decide(new AgentTurn { Confidence = 0.6, ExpertConfidence = 0.9 }).Outcome);
    }

    [Fact]
    public void The_costs_of_the_turn_replace_those_of_its_class_which_replace_those_of_the_policy()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(2, 1).CostsFor("refund", DecisionCosts.FromRatio(20)));
        var turn = new AgentTurn { Confidence = 0.9 };

        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn with { DecisionClass = "reply" }).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(turn with { DecisionClass = "refund" }).Outcome);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn with { DecisionClass = "refund", Costs = DecisionCosts.FromRatio(5) }).Outcome);
    }

    [Fact]
    [Trait("Row", "23")]
    [Trait("Row", "24")]
    public void A_turn_with_undefined_or_overflowing_costs_escalates()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1).ExpertIsRight(0.0));
        var turn = new AgentTurn { Confidence = 1.0 };

        Assert.Equal(Reason.CostsUndefined, policy.Decide(turn with { Costs = default(DecisionCosts) }).Reason);
        Assert.Equal(Reason.CostsUndefined, policy.Decide(turn with { Costs = new DecisionCosts(double.MaxValue, 1e308) }).Reason);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
    }

    [Theory]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [Trait("Row", "3")]
    [InlineData(null, "no-signal")]
    [InlineData(double.NaN, "score-undefined")]
    [InlineData(double.PositiveInfinity, "score-undefined")]
    [InlineData(1.5, "score-out-of-range")]
    [InlineData(-0.1, "score-out-of-range")]
    public void Costs_without_a_usable_probability_escalate(double? confidence, string reason)
    {
        EscalationDecision decision = EscalationPolicy.Build(p => p.Costs(4, 1)).Decide(new AgentTurn { Confidence = confidence });

        Assert.Equal(DecisionOutcome.EscalateToPerson, decision.Outcome);
        Assert.Equal(reason, decision.Reason.Code);
    }

    [Theory]
    [InlineData(0.10, 0.05, DecisionOutcome.Act)] // below both
    [InlineData(0.10, 0.15, DecisionOutcome.Act)] // above 1/R only ... capped by tau
    [InlineData(0.10, 0.35, DecisionOutcome.EscalateToPerson)]
    [InlineData(0.40, 0.35, DecisionOutcome.Act)] // above tau only: does not pay
    [InlineData(0.40, 0.45, DecisionOutcome.EscalateToPerson)]
    public void A_budget_caps_the_cost_rule_at_the_larger_of_both_thresholds(double requiredGain, double gain, DecisionOutcome expected)
    {
        var budget = new Threshold(0.3, ScoreDirection.HigherDelegates, ThresholdPurpose.Budget, Certificate);
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Costs(1, requiredGain)
            .GainOfEscalating(TurnPredictors.DelegationValue)
            .Add(StubThresholdTrigger.Delegation(budget)));

        Assert.Equal(expected, policy.Decide(new AgentTurn { DelegationValue = gain }).Outcome);
        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
    }

    [Fact]
    public void Beside_a_risk_threshold_either_may_escalate_and_the_guarantee_is_partial()
    {
        var floor = new Threshold(0.6, ScoreDirection.HigherActs, ThresholdPurpose.Risk, Certificate);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(10, 1).Add(StubThresholdTrigger.Confidence(floor)));

        Assert.Equal(Reason.CostRatio, policy.Decide(new AgentTurn { Confidence = 0.8 }).Reason);
        Assert.Equal(Reason.LowConfidence, policy.Decide(new AgentTurn { Confidence = 0.5 }).Reason);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Confidence = 0.95 }).Outcome);
        Assert.Equal(GuaranteeScope.Partial, policy.Guarantee.Scope);
        Assert.Equal(["cost rule"], policy.Guarantee.Outside);
    }

    [Fact]
    [Trait("Row", "1")]
    public void A_budget_whose_score_is_undefined_escalates_whatever_the_costs_say()
    {
        var budget = new Threshold(0.3, ScoreDirection.HigherDelegates, ThresholdPurpose.Budget, Certificate);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1).Add(StubThresholdTrigger.Delegation(budget)));

        EscalationDecision decision = policy.Decide(new AgentTurn { Confidence = 1.0, DelegationValue = double.NaN });

        Assert.Equal(Reason.ScoreUndefined, decision.Reason);
        Assert.Equal(GuaranteeScope.Partial, decision.Guarantee.Scope);
        Assert.Contains("faults", decision.Guarantee.Outside);
    }

    [Fact]
    public void The_cost_rule_can_hand_over_to_a_stronger_model()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(DecisionCosts.FromRatio(4), DecisionOutcome.EscalateToModel));

        Assert.Equal(DecisionOutcome.EscalateToModel, policy.Decide(new AgentTurn { Confidence = 0.5 }).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(new AgentTurn()).Outcome);
    }

    [Fact]
    [Trait("Row", "39")]
    [Trait("Row", "41")]
    public void A_throwing_or_dishonest_predictor_escalates()
    {
        EscalationPolicy throws = EscalationPolicy.Build(p => p.Costs(4, 1).ModelIsRight(new StubPredictor(_ => throw new TimeoutException())));
        EscalationPolicy nothing = EscalationPolicy.Build(p => p.Costs(4, 1).ModelIsRight(new StubPredictor(default(Estimate))));
        EscalationPolicy abstains = EscalationPolicy.Build(p => p.Costs(4, 1).ModelIsRight(new StubPredictor(Estimate.NotApplicable())));

        Assert.Equal(Reason.EvaluatorFault, throws.Decide(new AgentTurn()).Reason);
        Assert.Equal(Reason.EvaluatorFault, nothing.Decide(new AgentTurn()).Reason);
        Assert.Equal(Reason.NoSignal, abstains.Decide(new AgentTurn()).Reason);
    }

    [Fact]
    public void Estimates_outside_their_range_escalate_wherever_the_rule_takes_them_from()
    {
        var turn = new AgentTurn { Confidence = 1.0 };
        StubPredictor Saying(double value) => new(_ => Estimate.Score(value));

        Assert.Equal(Reason.ScoreOutOfRange, EscalationPolicy.Build(p => p.Costs(50, 4).ModelIsRight(Saying(3.0))).Decide(turn).Reason);
        Assert.Equal(Reason.ScoreOutOfRange, EscalationPolicy.Build(p => p.Costs(50, 4).ExpertIsRight(Saying(-5.0))).Decide(turn).Reason);
        Assert.Equal(Reason.ScoreOutOfRange, EscalationPolicy.Build(p => p.Costs(50, 4).GainOfEscalating(Saying(-40.0))).Decide(turn).Reason);
        Assert.Equal(Reason.ScoreOutOfRange, EscalationPolicy.Build(p => p.Confidence(below: 0.8, source: Saying(42.0))).Decide(turn).Reason);
        Assert.Equal(Reason.ScoreOutOfRange, EscalationPolicy.Build(p => p.Costs(4, 1).GainOfEscalating(TurnPredictors.DelegationValue)).Decide(turn with { DelegationValue = -1.7 }).Reason);
    }

    [Fact]
    public void A_delegation_score_on_another_scale_comes_through_a_predictor()
    {
        EscalationDecision Decide(double score) => EscalationPolicy.Build(p => p.DelegationValue(above: 2.5, source: new StubPredictor(Estimate.Score(score)))).Decide(new AgentTurn());

        Assert.Equal(DecisionOutcome.Act, Decide(1.7).Outcome);
        Assert.Equal(Reason.DelegationValue, Decide(2.6).Reason);
        Assert.Equal(Reason.ScoreUndefined, Decide(double.NaN).Reason);
    }

    [Fact]
    public void A_threshold_that_no_value_of_the_turn_can_be_compared_with_is_refused()
    {
        Assert.Contains("[-1, 1]", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.DelegationValue(above: 2.5))).Message, StringComparison.Ordinal);
        Assert.Contains("[0, 1]", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(below: Threshold.ActAtOrAbove(-0.7)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DecisionOutcome.Nudge, DecisionOutcome.EscalateToPerson)]
    [InlineData(DecisionOutcome.EscalateToPerson, DecisionOutcome.Nudge)]
    [InlineData(DecisionOutcome.EscalateToModel, DecisionOutcome.SafeStop)]
    public void When_budget_and_cost_rule_agree_the_stricter_of_their_outcomes_wins(DecisionOutcome budget, DecisionOutcome rule)
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Costs(new DecisionCosts(50, 4), rule)
            .Add(StubThresholdTrigger.Delegation(Threshold.DelegateAbove(0.1), outcome: budget)));

        EscalationDecision both = policy.Decide(new AgentTurn { Confidence = 0.05, DelegationValue = 0.9 });
        EscalationDecision ruleAlone = policy.Decide(new AgentTurn { Confidence = 0.05, DelegationValue = 0.05 });

        Assert.Equal((DecisionOutcome)Math.Max((int)budget, (int)rule), both.Outcome);
        Assert.Equal(DecisionOutcome.Act, ruleAlone.Outcome);
    }
}
