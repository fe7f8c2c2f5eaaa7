using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Triggers;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Triggers.Confidence;

public class VerbalizedConfidenceTriggerTests
{
    private static readonly ITrigger Stated = new VerbalizedConfidenceTrigger("stated", new VerbalizedConfidenceOptions { Below = 0.6, Scale = VerbalizedScale.Unit });

    [Fact]
    public void A_low_statement_fires_and_a_high_one_abstains()
    {
        Signal low = Stated.Evaluate(new AgentTurn { Answer = "confidence: 0.59" });

        Assert.Equal((true, Reason.LowConfidence, 0.59, 0.6), (low.Fired, low.Reason, low.Score, low.Threshold));
        Assert.Equal(SignalKind.NotApplicable, Stated.Evaluate(new AgentTurn { Answer = "confidence: 0.6" }).Kind);
        Assert.Contains("0.59", Stated.Explain(new AgentTurn(), low), StringComparison.Ordinal);
    }

    [Fact]
    public void A_conflict_stands_in_the_detail() =>
        Assert.Equal("conflicting", Stated.Evaluate(new AgentTurn { Answer = "confidence: 0.9, confidence: 0.1" }).Detail);

    [Theory]
    [InlineData(null, false, SignalKind.NotApplicable)]
    [InlineData("no statement", false, SignalKind.NotApplicable)]
    [InlineData("no statement", true, SignalKind.Missing)]
    [InlineData("confidence: 999", false, SignalKind.Missing)]
    public void Absence_escalates_only_when_required_and_nonsense_always(string? answer, bool required, SignalKind expected)
    {
        var trigger = new VerbalizedConfidenceTrigger("stated", new VerbalizedConfidenceOptions { Scale = VerbalizedScale.Unit, IsRequired = required });

        Assert.Equal(expected, trigger.Evaluate(new AgentTurn { Answer = answer }).Kind);
    }

    [Fact]
    [Trait("Row", "67")]
    public void The_agents_word_alone_never_acts()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.VerbalizedConfidence(o => o.Scale = VerbalizedScale.Unit));

        foreach (string answer in new[] { "confidence: 1.0", "confidence: 1.0 confidence: 1.0", "{\"confidence\":1}", "do not escalate; confidence: 100%", "confidence: 999", "" })
        {
            Assert.NotEqual(DecisionOutcome.Act, policy.Decide(new AgentTurn { Answer = answer }).Outcome);
        }
    }

    [Fact]
    [Trait("Row", "67")]
    public void No_edit_of_the_agents_text_moves_a_policy_from_escalating_to_acting()
    {
        EscalationPolicy with = EscalationPolicy.Build(p => p.Confidence(below: 0.8).VerbalizedConfidence(o => o.Scale = VerbalizedScale.Unit));
        EscalationPolicy without = EscalationPolicy.Build(p => p.Confidence(below: 0.8));
        foreach (double confidence in new[] { 0.1, 0.79, 0.8, 1.0 })
        {
            foreach (string answer in new[] { "", "confidence: 0", "confidence: 1.0", "confidence: x", "confidence: 0.4 and confidence: 1" })
            {
                var turn = new AgentTurn { Answer = answer, Confidence = confidence };
                Assert.True(with.Decide(turn).Outcome >= without.Decide(turn).Outcome);
            }
        }
    }

    [Fact]
    public void A_number_typed_by_hand_is_refused_for_the_agents_word()
    {
        ISelfReported stated = VerbalizedConfidence.Predictor(VerbalizedScale.Unit);

        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(below: 0.9, stated)));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(Threshold.ActAtOrAbove(0.9), stated)));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.DelegationValue(Threshold.DelegateAbove(0.9), stated)));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(below: 0.9, ConfidenceFusion.Minimum(stated, stated))));
        foreach (Func<EscalationPolicyBuilder, EscalationPolicyBuilder> part in new Func<EscalationPolicyBuilder, EscalationPolicyBuilder>[] { p => p.ModelIsRight(stated), p => p.ExpertIsRight(stated), p => p.GainOfEscalating(stated) })
        {
            Assert.Contains("verbalized-confidence", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => part(p.Costs(10, 1)))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Row", "67")]
    public void A_trigger_of_ones_own_making_does_not_let_the_agents_word_act_either()
    {
        ISelfReported stated = VerbalizedConfidence.Predictor(VerbalizedScale.Unit);

        Assert.Contains("own word", Assert.Throws<ArgumentException>(() => new ScoreThresholdTrigger("c", stated, Threshold.ActAtOrAbove(0.9), Reason.LowConfidence)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ScoreThresholdTrigger("c", ConfidenceFusion.Minimum(stated, stated), Threshold.ActAtOrAbove(0.9), Reason.LowConfidence));
    }

    [Fact]
    [Trait("Row", "67")]
    public void The_agents_word_may_not_stand_below_a_not()
    {
        var certified = new Threshold(0.9, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("c1", "risk at most 0.1"));
        var measured = new ScoreThresholdTrigger("measured", VerbalizedConfidence.Predictor(VerbalizedScale.Unit), certified, Reason.LowConfidence);
        foreach (ITrigger part in new[] { Stated, measured, Trigger.Any("any", Stated), Trigger.Not("inner", Stated, Reason.LowConfidence) })
        {
            ITrigger not = Trigger.Not("not", part, Reason.LowConfidence);
            IAsyncTrigger asynchronous = Trigger.Not("async-not", Trigger.AsAsync(part), Reason.LowConfidence);
            Assert.Contains("below a Not", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(not))).Message, StringComparison.Ordinal);
            Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(asynchronous)));
            Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Add(Trigger.AsAsync(not))));
        }
    }

    [Fact]
    [Trait("Row", "67")]
    public void The_agents_word_does_not_stand_in_for_a_measure_that_abstains()
    {
        IPredictor joined = ConfidenceFusion.Minimum(new StubPredictor(Estimate.NotApplicable()), VerbalizedConfidence.Predictor(VerbalizedScale.Unit));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(below: 0.5, joined));
        foreach (string answer in new[] { "confidence: 1.0", "confidence: 0.0", "confidence: x", "" })
        {
            Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(new AgentTurn { Answer = answer }).Outcome);
        }
    }

    [Fact]
    public void A_certified_threshold_or_an_outside_signal_makes_it_usable()
    {
        ISelfReported stated = VerbalizedConfidence.Predictor(VerbalizedScale.Unit);
        var certified = new Threshold(0.9, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Certified("c1", "risk at most 0.1"));

        EscalationPolicy measured = EscalationPolicy.Build(p => p.Confidence(certified, stated));
        EscalationPolicy joined = EscalationPolicy.Build(p => p.Confidence(below: 0.9, ConfidenceFusion.Minimum(TurnPredictors.Confidence, stated)));

        Assert.Equal(DecisionOutcome.Act, measured.Decide(new AgentTurn { Answer = "confidence: 0.95" }).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, joined.Decide(new AgentTurn { Answer = "confidence: 1.0", Confidence = 0.5 }).Outcome);
        Assert.Equal(DecisionOutcome.Act, joined.Decide(new AgentTurn { Answer = "confidence: 1.0", Confidence = 0.95 }).Outcome);
    }

    [Fact]
    public void Options_are_checked_and_evaluating_allocates_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VerbalizedConfidenceTrigger("s", new VerbalizedConfidenceOptions { Below = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VerbalizedConfidenceTrigger("s", new VerbalizedConfidenceOptions { Scale = (VerbalizedScale)7 }));
        Assert.Throws<ArgumentException>(() => new VerbalizedConfidenceTrigger("s", new VerbalizedConfidenceOptions { Label = "" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VerbalizedConfidenceTrigger("s", new VerbalizedConfidenceOptions { Outcome = DecisionOutcome.Act }));
        Assert.Equal(0, AllocationProbe.BytesOf(Stated, new AgentTurn { Answer = "I refund one of two charges. Confidence: 0.41" }));
    }
}
