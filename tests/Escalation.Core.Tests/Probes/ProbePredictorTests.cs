using Escalation.Decisions;
using Escalation.Learning;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes;

public class ProbePredictorTests
{
    [Fact]
    public void A_calibrated_probe_gives_a_probability()
    {
        ProbePredictor predictor = Predictor(ProbeOutput.Probability, PlattCalibration.Logistic, 1f, -1f);

        Estimate estimate = predictor.Predict(Turn(3f, 1f));

        Assert.True(estimate.HasValue);
        Assert.Equal(1.0 / (1.0 + Math.Exp(-2.0)), estimate.Value, 1e-15);
        Assert.Equal("probe", predictor.Name);
    }

    [Fact]
    public void A_raw_score_has_no_range_while_a_delegation_value_has()
    {
        Assert.Equal(7.0, Predictor(ProbeOutput.Score, null, 1f).Predict(Turn(7f)).Value);
        Assert.Equal(0.5, Predictor(ProbeOutput.DelegationValue, null, 1f).Predict(Turn(0.5f)).Value);
        AssertMissing(Reason.ScoreOutOfRange, Predictor(ProbeOutput.DelegationValue, null, 1f).Predict(Turn(1.5f)));
    }

    [Theory]
    [Trait("Row", "14")]
    [InlineData(ProbeOutput.Probability)]
    [InlineData(ProbeOutput.Score)]
    [InlineData(ProbeOutput.DelegationValue)]
    public void Absent_activations_are_no_signal(ProbeOutput output) =>
        AssertMissing(Reason.NoSignal, Predictor(output, PlattCalibration.Logistic, 1f, 2f).Predict(new AgentTurn()));

    [Theory]
    [Trait("Row", "13")]
    [InlineData(1)]
    [InlineData(3)]
    public void Activations_of_another_length_are_a_fault_that_says_so(int length)
    {
        Estimate estimate = Predictor(ProbeOutput.Score, null, 1f, 2f).Predict(Turn(new float[length]));

        Assert.Equal(SignalKind.Fault, estimate.Kind);
        Assert.Equal(Reason.EvaluatorFault, estimate.Reason);
        Assert.Equal("activation-length", estimate.Detail);
    }

    [Theory]
    [Trait("Row", "15")]
    [Trait("Row", "16")]
    [InlineData(ProbeOutput.Probability)]
    [InlineData(ProbeOutput.Score)]
    [InlineData(ProbeOutput.DelegationValue)]
    public void A_bad_activation_or_an_overflow_leaves_the_score_undefined(ProbeOutput output)
    {
        ProbePredictor predictor = Predictor(output, PlattCalibration.Logistic, 10f, -10f);

        AssertMissing(Reason.ScoreUndefined, predictor.Predict(Turn(float.NaN, 0f)));
        AssertMissing(Reason.ScoreUndefined, predictor.Predict(Turn(float.PositiveInfinity, 0f)));
        AssertMissing(Reason.ScoreUndefined, predictor.Predict(Turn(0f, float.PositiveInfinity)));
        AssertMissing(Reason.ScoreUndefined, predictor.Predict(Turn(1e38f, 1e38f)));
        AssertMissing(Reason.ScoreUndefined, predictor.Predict(Turn(1e38f, 0f)));
    }

    [Fact]
    [Trait("Row", "13")]
    [Trait("Row", "14")]
    [Trait("Row", "15")]
    [Trait("Row", "16")]
    public void Every_kind_of_bad_activations_escalates_through_a_policy()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(50, 4).ModelIsRight(Predictor(ProbeOutput.Probability, PlattCalibration.Logistic, 10f, -10f)));

        Assert.Equal(DecisionOutcome.Act, policy.Decide(Turn(1f, 0f)).Outcome);
        float[][] bad = [[], [1f], [1f, 2f, 3f], [float.NaN, 0f], [1e38f, 0f], [1e38f, 1e38f]];
        foreach (float[] activations in bad)
        {
            Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(Turn(activations)).Outcome);
        }
    }

    [Fact]
    public void A_probe_feeds_a_threshold_by_its_direction()
    {
        EscalationPolicy confidence = EscalationPolicy.Build(p => p.Confidence(0.5, Predictor(ProbeOutput.Probability, PlattCalibration.Logistic, 1f)));
        EscalationPolicy delegation = EscalationPolicy.Build(p => p.DelegationValue(2.0, Predictor(ProbeOutput.Score, null, 1f)));

        Assert.Equal(DecisionOutcome.Act, confidence.Decide(Turn(0f)).Outcome);
        Assert.Equal(Reason.LowConfidence, confidence.Decide(Turn(-0.1f)).Reason);
        Assert.Equal(Reason.ScoreUndefined, confidence.Decide(Turn(float.NaN)).Reason);
        Assert.Equal(DecisionOutcome.Act, delegation.Decide(Turn(2f)).Outcome);
        Assert.Equal(Reason.DelegationValue, delegation.Decide(Turn(2.1f)).Reason);
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        ProbePredictor predictor = Predictor(ProbeOutput.Probability, PlattCalibration.Logistic, new float[4096]);
        AgentTurn turn = Turn(new float[4096]);
        double sum = predictor.Predict(turn).Value;

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += predictor.Predict(turn).Value;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1.0, sum);
    }

    [Fact]
    [Trait("Row", "18")]
    public void What_cannot_work_is_refused_when_it_is_built()
    {
        LinearProbe plain = Fingerprints.Probe(null, 1f);

        Assert.Throws<ProbeMismatchException>(() => new ProbePredictor(plain, new ProbeFingerprint("another", 12, "last-token"), ProbeOutput.Score));
        Assert.Throws<ArgumentException>("probe", () => new ProbePredictor(plain, Fingerprints.Small, ProbeOutput.Probability));
        Assert.Throws<ArgumentOutOfRangeException>("output", () => new ProbePredictor(plain, Fingerprints.Small, (ProbeOutput)9));
        Assert.Throws<ArgumentException>("name", () => new ProbePredictor(plain, Fingerprints.Small, ProbeOutput.Score, " "));
    }

    private static ProbePredictor Predictor(ProbeOutput output, PlattCalibration? calibration, params float[] direction) =>
        new(Fingerprints.Probe(calibration, direction), Fingerprints.Small, output);

    private static AgentTurn Turn(params float[] activations) => new() { Activations = activations };

    private static void AssertMissing(Reason reason, Estimate estimate)
    {
        Assert.Equal(SignalKind.Missing, estimate.Kind);
        Assert.Equal(reason, estimate.Reason);
    }
}
