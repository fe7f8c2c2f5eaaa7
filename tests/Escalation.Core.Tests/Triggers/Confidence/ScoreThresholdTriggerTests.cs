using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Triggers.Confidence;

public class ScoreThresholdTriggerTests
{
    private static readonly ITrigger Floor = new ScoreThresholdTrigger("confidence", TurnPredictors.Confidence, Threshold.ActAtOrAbove(0.8), Reason.LowConfidence);

    [Theory]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [Trait("Row", "3")]
    [InlineData(double.NaN, "score-undefined")]
    [InlineData(double.PositiveInfinity, "score-undefined")]
    [InlineData(double.NegativeInfinity, "score-undefined")]
    [InlineData(1.0 + 2e-9, "score-out-of-range")]
    [InlineData(-2e-9, "score-out-of-range")]
    [InlineData(999.0, "score-out-of-range")]
    [InlineData(null, "no-signal")]
    public void A_score_that_is_no_probability_is_missing(double? confidence, string reason)
    {
        Signal signal = Floor.Evaluate(new AgentTurn { Confidence = confidence });
        Assert.Equal((SignalKind.Missing, reason, DecisionOutcome.EscalateToPerson), (signal.Kind, signal.Reason.Code, signal.Proposal));
    }

    [Theory]
    [Trait("Row", "3")]
    [Trait("Row", "4")]
    [Trait("Row", "5")]
    [InlineData(0.8, false)]
    [InlineData(0.79999999999999993, true)]
    [InlineData(1.0 + 5e-10, false)]
    [InlineData(-0.0, true)]
    [InlineData(double.Epsilon, true)]
    public void Equality_acts_and_less_escalates(double confidence, bool fires)
    {
        Signal signal = Floor.Evaluate(new AgentTurn { Confidence = confidence });
        Assert.Equal((SignalKind.Value, fires, 0.8), (signal.Kind, signal.Fired, signal.Threshold));
    }

    [Fact]
    [Trait("Row", "4")]
    public void Zero_and_minus_zero_decide_alike()
    {
        var floor = new ScoreThresholdTrigger("c", TurnPredictors.Confidence, Threshold.ActAtOrAbove(0.0), Reason.LowConfidence);
        Assert.False(floor.Evaluate(new AgentTurn { Confidence = -0.0 }).Fired);
        Assert.False(floor.Evaluate(new AgentTurn { Confidence = 0.0 }).Fired);
    }

    [Fact]
    public void A_predictor_that_returns_nothing_or_abstains_is_taken_at_its_word()
    {
        Assert.Equal(SignalKind.Fault, Of(default).Kind);
        Assert.Equal(SignalKind.NotApplicable, Of(Estimate.NotApplicable()).Kind);
        Assert.Equal("x", Of(Estimate.Missing(Reason.NoSignal, "x")).Detail);

        static Signal Of(Estimate estimate) => new ScoreThresholdTrigger("c", new StubPredictor(estimate), Threshold.ActAtOrAbove(0.5), Reason.LowConfidence).Evaluate(new AgentTurn());
    }

    [Fact]
    public void A_certificate_of_the_wrong_direction_is_refused_when_the_policy_is_built()
    {
        Threshold With(ScoreDirection direction) => new(0.5, direction, ThresholdPurpose.Budget, ThresholdOrigin.Certified("c1", "rate"));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(With(ScoreDirection.HigherDelegates))));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.DelegationValue(With(ScoreDirection.HigherActs))));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.DelegationValue(With(ScoreDirection.LowerDelegates))));
        foreach (ScoreDirection direction in new[] { ScoreDirection.HigherActs, ScoreDirection.LowerDelegates })
        {
            EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(With(direction)));
            Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Confidence = 0.5 }).Outcome);
            Assert.Equal(Reason.LowConfidence, policy.Decide(new AgentTurn { Confidence = 0.4 }).Reason);
            Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        }
    }

    [Fact]
    public void Plain_numbers_are_legal_and_marked_uncalibrated()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(below: 0.7).DelegationValue(above: 0.2, name: "dv"));
        EscalationDecision decision = policy.Decide(new AgentTurn { Confidence = 0.9, DelegationValue = 0.3 });
        Assert.Equal((Reason.DelegationValue, 0.3, 0.2), (decision.Reason, decision.Score, decision.Threshold));
        Assert.False(decision.ThresholdOrigin.IsCertified);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Confidence = 0.7, DelegationValue = 0.2 }).Outcome);
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Confidence(70.0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.Confidence(double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscalationPolicy.Build(p => p.DelegationValue(double.PositiveInfinity)));
    }

    [Fact]
    [Trait("Row", "54")]
    public void Comparing_allocates_nothing_and_explains_itself_under_any_culture()
    {
        var turn = new AgentTurn { Confidence = 0.25 };
        Assert.Equal(0, AllocationProbe.BytesOf(Floor, turn));
        Foreign.Run("de-DE", () => Assert.Equal("turn-confidence gave 0.25; act when score >= 0.8 (uncalibrated).", Floor.Explain(turn, Floor.Evaluate(turn))));
    }
}
