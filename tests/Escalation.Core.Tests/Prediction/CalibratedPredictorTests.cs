using Escalation.Core.Tests.Learning.Calibrators;
using Escalation.Decisions;
using Escalation.Learning;
using Escalation.Learning.Calibrators;
using Escalation.Prediction;

namespace Escalation.Core.Tests.Prediction;

public sealed class CalibratedPredictorTests
{
    private static readonly double[] Scores = [0.3, 0.5, 0.7, 0.9, 0.9, 0.9, 0.9, 0.9];
    private static readonly bool[] Labels = [false, true, false, true, true, true, true, true];

    [Fact]
    public void The_cost_rule_sees_the_calibrated_probability()
    {
        // Overconfident: 0.9 is 0.6 in truth, so that R = 4 escalates where the raw confidence acts.
        var map = HistogramCalibration.Fit([0.9, 0.9, 0.9, 0.9, 0.9], [true, true, true, false, false], 1);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1).CalibratedConfidence(map));
        EscalationDecision decision = policy.Decide(new AgentTurn { Confidence = 0.9 });

        Assert.Equal(0.6, decision.ModelIsRight);
        Assert.False(decision.MayAct);
        Assert.True(EscalationPolicy.Build(p => p.Costs(4, 1)).Decide(new AgentTurn { Confidence = 0.9 }).MayAct);
    }

    [Fact]
    public void An_interval_is_used_at_its_lower_end_unless_another_is_asked_for()
    {
        var map = VennAbersCalibration.Fit(Scores, Labels);
        ProbabilityInterval interval = map.Interval(0.9);
        var turn = new AgentTurn { Confidence = 0.9 };

        Assert.True(interval.Lower < interval.Combined && interval.Combined < interval.Upper);
        Assert.Equal(interval.Lower, new CalibratedPredictor(map).Predict(turn).Value);
        Assert.Equal(interval.Combined, new CalibratedPredictor(map, end: CalibratedEnd.Combined).Predict(turn).Value);
        Assert.Equal(interval.Upper, new CalibratedPredictor(map, end: CalibratedEnd.Upper).Predict(turn).Value);

        // Five of six are right at 0.9 with a wrong one added: the cautious end escalates at R = 10, the open one acts.
        Assert.False(EscalationPolicy.Build(p => p.Costs(10, 1).CalibratedConfidence(map)).Decide(turn).MayAct);
        Assert.True(EscalationPolicy.Build(p => p.Costs(10, 1).CalibratedConfidence(map, end: CalibratedEnd.Upper)).Decide(turn).MayAct);
    }

    [Fact]
    public void An_expert_is_taken_at_the_upper_end_where_that_is_the_cautious_one()
    {
        var map = VennAbersCalibration.Fit(Scores, Labels);
        var expert = new CalibratedPredictor(map, TurnPredictors.ExpertConfidence(0.7), CalibratedEnd.Upper);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1).ExpertIsRight(expert));
        Assert.Equal(map.Interval(0.7).Upper, policy.Decide(new AgentTurn { Confidence = 0.5 }).ExpertIsRight);
    }

    [Fact]
    public void A_score_that_is_missing_or_unknown_to_the_map_escalates()
    {
        var map = new BetaCalibration(1.0, 1.0, 0.0);
        Assert.Equal(Reason.NoSignal, new CalibratedPredictor(map).Predict(new AgentTurn()).Reason);

        var scores = new CalibratedPredictor(map, TurnPredictors.VerifierScore);
        Estimate outside = scores.Predict(new AgentTurn { VerifierScore = 7.0 });
        Assert.Equal((false, Reason.ScoreUndefined), (outside.HasValue, outside.Reason));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(2, 1).ModelIsRight(scores));
        Assert.False(policy.Decide(new AgentTurn { VerifierScore = 7.0 }).MayAct);
        Assert.False(policy.Decide(new AgentTurn { VerifierScore = double.NaN }).MayAct);
    }

    [Fact]
    public void The_configuration_names_the_map()
    {
        var one = new CalibratedPredictor(new PlattCalibration(-1.0, 0.0), TurnPredictors.VerifierScore);
        var other = new CalibratedPredictor(new PlattCalibration(-1.0, 0.1), TurnPredictors.VerifierScore);
        Assert.Contains(one.Calibrator.Fingerprint, one.Configuration, StringComparison.Ordinal);
        Assert.NotEqual(one.Configuration, other.Configuration);
        Assert.NotEqual(
            new CalibratedPredictor(VennAbersCalibration.Fit(Scores, Labels)).Configuration,
            new CalibratedPredictor(VennAbersCalibration.Fit(Scores, Labels), end: CalibratedEnd.Combined).Configuration);
        Assert.Equal("calibrated-turn-verifier-score", one.Name);
        Assert.IsNotAssignableFrom<ISelfReported>(one);
    }

    [Fact]
    public void An_end_is_refused_of_a_map_without_intervals()
    {
        Assert.Throws<ArgumentException>("end", () => new CalibratedPredictor(PlattCalibration.Logistic, end: CalibratedEnd.Lower));
        Assert.Throws<ArgumentOutOfRangeException>("end", () => new CalibratedPredictor(PlattCalibration.Logistic, end: (CalibratedEnd)9));
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(4, 1).CalibratedConfidence(VennAbersCalibration.Fit(Scores, Labels)));
        var turn = new AgentTurn { Confidence = 0.9 };
        int acted = 0;
        Assert.Equal(0, AllocatedBytes.Of(() => acted += policy.Decide(turn).MayAct ? 1 : 0));
        Assert.True(acted > 0);
    }
}
