using Escalation.Core.Tests.Probes;
using Escalation.Decisions;
using Escalation.Learning;
using Escalation.Probes;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 13 to 18: activations and probes, through the predictor in a policy whose thresholds any score would pass.</summary>
public class ActivationRowTests
{
    public static TheoryData<ProbeOutput> Outputs() => new(Enum.GetValues<ProbeOutput>());

    [Theory]
    [Trait("Row", "13")]
    [MemberData(nameof(Outputs))]
    public void Activations_of_another_length_are_refused_by_the_scorer_and_escalated_by_the_policy(ProbeOutput output)
    {
        LinearProbe probe = Fingerprints.Probe(PlattCalibration.Logistic, 1f, 1f);
        foreach (int length in new[] { 1, 3, 4096 })
        {
            var activations = new float[length];
            Assert.Throws<ArgumentException>("activations", () => probe.Score(activations));
            Assert.Equal("activation-length", Row.Fails(Reason.EvaluatorFault, With(probe, output), Turn(activations)).Detail);
            Row.FailsByCosts(Reason.EvaluatorFault, WithCosts(probe, output), Turn(activations));
        }
    }

    [Theory]
    [Trait("Row", "14")]
    [MemberData(nameof(Outputs))]
    public void Empty_activations_are_no_signal_although_their_product_is_zero(ProbeOutput output)
    {
        LinearProbe probe = Fingerprints.Probe(PlattCalibration.Logistic, 1f, 1f);

        Row.Fails(Reason.NoSignal, With(probe, output), new AgentTurn());
        Row.Fails(Reason.NoSignal, With(probe, output), Turn());
        Row.FailsByCosts(Reason.NoSignal, WithCosts(probe, output), Turn());
    }

    [Theory]
    [Trait("Row", "15")]
    [MemberData(nameof(Outputs))]
    public void One_NaN_among_4096_activations_escalates_from_each_position(ProbeOutput output)
    {
        // Weights of zero must not swallow it either.
        LinearProbe probe = Fingerprints.Probe(PlattCalibration.Logistic, [.. Enumerable.Range(0, 4096).Select(i => i % 3 == 0 ? 0f : 1e-4f)]);
        EscalationPolicy policy = EscalationPolicy.Build(With(probe, output));
        var activations = new float[4096];
        AgentTurn turn = Turn(activations);
        for (int i = 0; i < activations.Length; i++)
        {
            activations[i] = float.NaN;
            Row.Fails(Reason.ScoreUndefined, policy, turn);
            activations[i] = 0f;
        }

        Assert.Equal(DecisionOutcome.Act, policy.Decide(turn).Outcome);
    }

    [Theory]
    [Trait("Row", "16")]
    [MemberData(nameof(Outputs))]
    public void A_product_that_overflows_escalates_as_undefined(ProbeOutput output)
    {
        LinearProbe probe = Fingerprints.Probe(PlattCalibration.Logistic, 10f, -10f);
        float[][] overflowing = [[1e38f, 0f], [0f, 1e38f], [1e38f, 1e38f], [-1e38f, 1e38f]];
        foreach (float[] activations in overflowing)
        {
            Row.Fails(Reason.ScoreUndefined, With(probe, output), Turn(activations));
            Row.FailsByCosts(Reason.ScoreUndefined, WithCosts(probe, output), Turn(activations));
        }

        Assert.Equal(DecisionOutcome.Act, EscalationPolicy.Build(With(probe, output)).Decide(Turn(0f, 0f)).Outcome);
    }

    [Theory]
    [Trait("Row", "17")]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_probe_with_a_weight_that_is_not_finite_never_reaches_a_policy(float bad)
    {
        Assert.Throws<ArgumentOutOfRangeException>("direction", () => Build(() => Fingerprints.Probe(null, 1f, bad)));
        Assert.Throws<ArgumentOutOfRangeException>("direction", () => Build(() => LinearProbe.FromStandardized([1f, bad], 0, [0f, 0f], [1f, 1f], Fingerprints.Small)));
        Assert.Throws<ArgumentOutOfRangeException>("bias", () => Build(() => new LinearProbe([1f, 1f], bad, Fingerprints.Small)));

        static EscalationPolicy Build(Func<LinearProbe> probe) => EscalationPolicy.Build(With(probe(), ProbeOutput.Score));
    }

    [Theory]
    [Trait("Row", "18")]
    [MemberData(nameof(ProbeFingerprintTests.Others), MemberType = typeof(ProbeFingerprintTests))]
    public void A_probe_for_another_model_layer_or_tokenizer_never_reaches_a_policy(string part, ProbeFingerprint other)
    {
        LinearProbe probe = Fingerprints.Probe(null, 1f);

        var refusal = Assert.Throws<ProbeMismatchException>(() => EscalationPolicy.Build(p => p.DelegationValue(1.0, new ProbePredictor(probe, other, ProbeOutput.Score))));

        Assert.Contains($"{part}: the probe needs", refusal.Message, StringComparison.Ordinal);
    }

    private static Action<EscalationPolicyBuilder> With(LinearProbe probe, ProbeOutput output)
    {
        var predictor = new ProbePredictor(probe, Fingerprints.Small, output);
        return p => _ = output == ProbeOutput.Probability ? p.Confidence(0.0, predictor) : p.DelegationValue(double.MaxValue, predictor);
    }

    private static Action<EscalationPolicyBuilder> WithCosts(LinearProbe probe, ProbeOutput output)
    {
        var predictor = new ProbePredictor(probe, Fingerprints.Small, output);
        return p => _ = output == ProbeOutput.Probability ? p.Costs(1e6, 999_999).ModelIsRight(predictor) : p.Costs(1e6, 999_999).GainOfEscalating(predictor);
    }

    private static AgentTurn Turn(params float[] activations) => new() { Activations = activations, Confidence = 1.0 };
}
