using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Learning;
using Escalation.Probes;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 1 to 6: scores. The thresholds are those that any number in range would pass, so that only the fault can escalate.</summary>
public class ScoreRowTests
{
    private static readonly Action<EscalationPolicyBuilder> AnyConfidence = p => p.Confidence(below: 0.0);
    private static readonly Action<EscalationPolicyBuilder> AnyDelegationValue = p => p.DelegationValue(above: 1.0);
    private static readonly Action<EscalationPolicyBuilder> GenerousCosts = p => p.Costs(1e6, 999_999);

    public static TheoryData<long> EveryKindOfNaN() => new(
        0x7FF8_0000_0000_0000,
        unchecked((long)0xFFF8_0000_0000_0000),
        0x7FF0_0000_0000_0001,
        unchecked((long)0xFFF8_DEAD_BEEF_0001));

    [Theory]
    [Trait("Row", "1")]
    [MemberData(nameof(EveryKindOfNaN))]
    public void A_score_that_is_no_number_escalates_as_undefined(long bits) => Undefined(BitConverter.Int64BitsToDouble(bits));

    [Theory]
    [Trait("Row", "2")]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_infinite_score_escalates_as_undefined_and_is_not_clamped(double infinite) => Undefined(infinite);

    [Theory]
    [Trait("Row", "3")]
    [InlineData(1.0 + 1.1e-9)]
    [InlineData(2.0)]
    [InlineData(double.MaxValue)]
    [InlineData(-1.0 - 1.1e-9)]
    [InlineData(double.MinValue)]
    public void A_score_outside_its_range_escalates_as_such(double score)
    {
        Row.Fails(Reason.ScoreOutOfRange, AnyConfidence, new AgentTurn { Confidence = score });
        Row.Fails(Reason.ScoreOutOfRange, AnyDelegationValue, new AgentTurn { DelegationValue = score });
        Row.FailsByCosts(Reason.ScoreOutOfRange, GenerousCosts, new AgentTurn { Confidence = score });
        Row.FailsByCosts(Reason.ScoreOutOfRange, GenerousCosts, new AgentTurn { Confidence = 1.0, ExpertConfidence = score });
    }

    [Fact]
    [Trait("Row", "3")]
    public void A_tiny_overshoot_is_clamped_to_the_end_of_the_range()
    {
        EscalationDecision certain = EscalationPolicy.Build(p => p.Confidence(below: 1.0)).Decide(new AgentTurn { Confidence = 1.0 + 5e-10 });
        EscalationDecision hopeless = EscalationPolicy.Build(AnyConfidence).Decide(new AgentTurn { Confidence = -5e-10 });
        EscalationDecision worst = EscalationPolicy.Build(p => p.DelegationValue(above: 1.0)).Decide(new AgentTurn { DelegationValue = 1.0 + 5e-10 });
        EscalationDecision best = EscalationPolicy.Build(p => p.DelegationValue(above: -1.0)).Decide(new AgentTurn { DelegationValue = -1.0 - 5e-10 });

        Assert.Equal((DecisionOutcome.Act, 1.0), (certain.Outcome, certain.Score));
        Assert.Equal((DecisionOutcome.Act, 0.0), (hopeless.Outcome, hopeless.Score));
        Assert.Equal((DecisionOutcome.Act, 1.0), (worst.Outcome, worst.Score));
        Assert.Equal((DecisionOutcome.Act, -1.0), (best.Outcome, best.Score));
    }

    [Fact]
    [Trait("Row", "4")]
    public void Minus_zero_decides_like_zero_and_the_smallest_numbers_are_not_flushed_to_it()
    {
        foreach (double zero in new[] { 0.0, -0.0 })
        {
            EscalationPolicy floor = EscalationPolicy.Build(p => p.Confidence(below: double.Epsilon));
            EscalationPolicy cap = EscalationPolicy.Build(p => p.DelegationValue(above: zero));
            Row.Escalates(Reason.LowConfidence, floor.Decide(new AgentTurn { Confidence = zero }));
            Assert.Equal(DecisionOutcome.Act, floor.Decide(new AgentTurn { Confidence = double.Epsilon }).Outcome);
            Row.Escalates(Reason.DelegationValue, cap.Decide(new AgentTurn { DelegationValue = double.Epsilon }));
            Assert.Equal(DecisionOutcome.Act, cap.Decide(new AgentTurn { DelegationValue = 0.0 }).Outcome);
            Assert.Equal(DecisionOutcome.Act, cap.Decide(new AgentTurn { DelegationValue = -0.0 }).Outcome);
            Assert.Equal(DecisionOutcome.Act, EscalationPolicy.Build(p => p.Confidence(below: 0.0)).Decide(new AgentTurn { Confidence = zero }).Outcome);
        }
    }

    [Fact]
    [Trait("Row", "5")]
    public void A_score_exactly_at_its_threshold_acts_and_the_next_number_beyond_escalates()
    {
        foreach (double threshold in new[] { 0.1, 0.3, 0.7, 1.0 - double.BitIncrement(0.9) })
        {
            EscalationPolicy floor = EscalationPolicy.Build(p => p.Confidence(below: threshold));
            EscalationPolicy cap = EscalationPolicy.Build(p => p.DelegationValue(above: threshold));

            Assert.Equal(DecisionOutcome.Act, floor.Decide(new AgentTurn { Confidence = threshold }).Outcome);
            Row.Escalates(Reason.LowConfidence, floor.Decide(new AgentTurn { Confidence = Math.BitDecrement(threshold) }));
            Assert.Equal(DecisionOutcome.Act, cap.Decide(new AgentTurn { DelegationValue = threshold }).Outcome);
            Row.Escalates(Reason.DelegationValue, cap.Decide(new AgentTurn { DelegationValue = Math.BitIncrement(threshold) }));
        }
    }

    [Theory]
    [Trait("Row", "5")]
    [InlineData(ScoreDirection.HigherDelegates)]
    [InlineData(ScoreDirection.LowerDelegates)]
    public void On_tied_scores_a_policy_escalates_exactly_as_many_as_its_certificate_counted(ScoreDirection direction)
    {
        double[] scores = [.. Enumerable.Range(0, 300).Select(i => i % 7 / 7.0)];
        Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.35) { Direction = direction })).Certificate;
        EscalationPolicy policy = EscalationPolicy.Build(p => _ = direction == ScoreDirection.HigherDelegates ? p.DelegationValue(certificate) : p.Confidence(certificate));

        int escalated = scores.Count(score => !policy.Decide(new AgentTurn { Confidence = score, DelegationValue = score }).MayAct);

        Assert.True(certificate.K > 0);
        Assert.Equal(certificate.K, escalated);
        Assert.Equal(DecisionOutcome.Act, policy.Decide(new AgentTurn { Confidence = certificate.Threshold, DelegationValue = certificate.Threshold }).Outcome);
    }

    [Fact]
    [Trait("Row", "6")]
    public void Logits_that_a_single_precision_sigmoid_cannot_tell_apart_are_still_compared()
    {
        Assert.Equal(1f, 1f / (1f + MathF.Exp(-17f)));
        var probe = new LinearProbe([1f], bias: 0.0, new ProbeFingerprint("m", 0, "mean"), PlattCalibration.Logistic);
        EscalationPolicy byLogit = EscalationPolicy.Build(p => p.DelegationValue(above: 17.5, Predict(ProbeOutput.Score)));
        EscalationPolicy byProbability = EscalationPolicy.Build(p => p.Confidence(below: 1.0 / (1.0 + Math.Exp(-17.5)), Predict(ProbeOutput.Probability)));

        Assert.Equal(DecisionOutcome.Act, byLogit.Decide(Turn(17f)).Outcome);
        Row.Escalates(Reason.DelegationValue, byLogit.Decide(Turn(18f)));
        Assert.Equal(DecisionOutcome.Act, byProbability.Decide(Turn(18f)).Outcome);
        Row.Escalates(Reason.LowConfidence, byProbability.Decide(Turn(17f)));

        ProbePredictor Predict(ProbeOutput output) => new(probe, probe.Fingerprint, output);
        static AgentTurn Turn(float logit) => new() { Activations = new[] { logit } };
    }

    [Fact]
    [Trait("Row", "6")]
    public void Saturated_scores_are_ties_in_calibration_and_fall_on_one_side_in_use()
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => (double)(1f / (1f + MathF.Exp(-(i / 10f)))))];
        int saturated = scores.Count(score => score == 1.0);
        Assert.True(saturated > 200);

        // More than the budget sits on one atom: nothing of it can be delegated.
        Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3))).Certificate;
        EscalationPolicy policy = EscalationPolicy.Build(p => p.DelegationValue(certificate));

        Assert.Equal(0, certificate.K);
        Assert.DoesNotContain(scores, score => !policy.Decide(new AgentTurn { DelegationValue = score }).MayAct);
    }

    private static void Undefined(double score)
    {
        Row.Fails(Reason.ScoreUndefined, AnyConfidence, new AgentTurn { Confidence = score });
        Row.Fails(Reason.ScoreUndefined, AnyDelegationValue, new AgentTurn { DelegationValue = score });
        Row.Fails(Reason.ScoreUndefined, p => p.DelegationValue(double.MaxValue, new StubPredictor(_ => Estimate.Score(score))), new AgentTurn());
        Row.FailsByCosts(Reason.ScoreUndefined, GenerousCosts, new AgentTurn { Confidence = score });
        Row.FailsByCosts(Reason.ScoreUndefined, GenerousCosts, new AgentTurn { Confidence = 1.0, ExpertConfidence = score });
        Row.FailsByCosts(Reason.ScoreUndefined, p => p.Costs(1e6, 999_999).GainOfEscalating(TurnPredictors.DelegationValue), new AgentTurn { Confidence = 1.0, DelegationValue = score });
    }
}
