using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 23 and 24: costs.</summary>
public class CostRowTests
{
    [Theory]
    [Trait("Row", "23")]
    [InlineData(0.0, 0.0)]
    [InlineData(0.0, 4.0)]
    [InlineData(50.0, 0.0)]
    [InlineData(-50.0, 4.0)]
    [InlineData(50.0, -4.0)]
    [InlineData(-50.0, -4.0)]
    [InlineData(double.NaN, 4.0)]
    [InlineData(50.0, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, 4.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(50.0, double.NegativeInfinity)]
    public void Costs_without_a_positive_finite_ratio_never_reach_a_policy(double wrongAct, double escalation)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Costs(wrongAct, escalation)));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Costs(50, 4).CostsFor("refund", new DecisionCosts(wrongAct, escalation))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AgentTurn { Costs = new DecisionCosts(wrongAct, escalation) });
    }

    [Theory]
    [Trait("Row", "23")]
    [InlineData(0.0)]
    [InlineData(-8.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_ratio_that_is_none_never_reaches_a_policy(double ratio) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(ratio), () => EscalationPolicy.Build(p => p.Costs(DecisionCosts.FromRatio(ratio))));

    [Fact]
    [Trait("Row", "23")]
    public void Unset_costs_of_a_turn_escalate_and_divide_nothing()
    {
        var turn = new AgentTurn { Confidence = 1.0, Costs = default(DecisionCosts) };

        EscalationDecision decision = EscalationPolicy.Build(p => p.Costs(1e6, 999_999)).Decide(turn);

        Row.Escalates(Reason.CostsUndefined, decision);
        Assert.True(double.IsNaN(decision.ExpectedCostOfActing));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Costs(default)));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Costs(50, 4).CostsFor("refund", default)));
    }

    [Fact]
    [Trait("Row", "24")]
    public void Expected_costs_that_overflow_escalate_whatever_the_probabilities_say()
    {
        // Escalating to an expert who is always wrong costs 1e308 + 1.79e308.
        var huge = new DecisionCosts(double.MaxValue, 1e308);
        var turn = new AgentTurn { Confidence = 1.0, ExpertConfidence = 0.0, DelegationValue = -1.0 };

        Row.FailsByCosts(Reason.CostsUndefined, p => p.Costs(huge), turn);
        Row.FailsByCosts(Reason.CostsUndefined, p => p.Costs(50, 4), turn with { Costs = huge });
        Row.FailsByCosts(Reason.CostsUndefined, p => p.Costs(50, 4).CostsFor("transfer", huge), turn with { DecisionClass = "transfer" });
        Row.FailsByCosts(Reason.CostsUndefined, p => p.Costs(huge).GainOfEscalating(TurnPredictors.DelegationValue), turn);
        Assert.Equal(DecisionOutcome.Act, EscalationPolicy.Build(p => p.Costs(50, 4)).Decide(turn).Outcome);
    }

    [Theory]
    [Trait("Row", "24")]
    [InlineData(double.MaxValue, double.Epsilon)]
    [InlineData(1e300, 1e-300)]
    [InlineData(1.0, 1e-320)]
    public void Costs_whose_units_cannot_belong_together_are_refused(double wrongAct, double escalation) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(wrongAct), () => EscalationPolicy.Build(p => p.Costs(wrongAct, escalation)));
}
