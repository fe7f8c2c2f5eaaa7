using Escalation.Calibration;
using Escalation.Core.Tests.Calibration;
using Escalation.Decisions;
using Escalation.Triggers;
using Escalation.Triggers.Ambiguity.Attribution;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Decisions;

/// <summary>A threshold that was set on one score is not used on another one.</summary>
public class ScoreIdTests
{
    private static readonly IPredictor Verifier = TurnPredictors.VerifierScore;

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("a", null, true)]
    [InlineData(null, "a", true)]
    [InlineData("a", Threshold.UnnamedScore, true)]
    [InlineData(Threshold.UnnamedScore, "a", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "A", false)]
    [InlineData("a", "a ", false)]
    public void Two_sides_that_name_their_score_must_name_the_same_and_a_silent_one_fits_everything(string? read, string? thresholds, bool fits)
    {
        var threshold = new Threshold(0.5, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated, thresholds);
        IPredictor source = read is null ? Verifier : Verifier.WithScoreId(read);
        Action[] builds =
        [
            () => EscalationPolicy.Build(p => p.Confidence(threshold, source)),
            () => EscalationPolicy.Build(p => p.Add(Trigger.Any("any", new ScoreThresholdTrigger("part", source, threshold, Reason.LowConfidence), new StubTrigger("other", Signal.Quiet())))),
            () => EscalationPolicy.Build(p => p.Add(new OwnTrigger(read, threshold))),
        ];
        Assert.All(builds, build =>
        {
            if (fits)
            {
                build();
            }
            else
            {
                string refusal = Assert.Throws<PolicyBuildException>(build).Message;
                Assert.Contains($"reads the score '{read}', but its threshold was set on the score '{thresholds}'", refusal, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void A_certificate_is_refused_on_another_score_and_keeps_its_guarantee_on_its_own()
    {
        Certificate certificate = Certificates.Budget();
        EscalationPolicy own = EscalationPolicy.Build(p => p.DelegationValue(certificate.ToThreshold(), TurnPredictors.DelegationValue.WithScoreId("delegation_value")));
        EscalationPolicy silent = EscalationPolicy.Build(p => p.DelegationValue(certificate.ToThreshold()));

        Assert.Equal((GuaranteeScope.Full, GuaranteeScope.Full), (own.Guarantee.Scope, silent.Guarantee.Scope));
        Assert.Equal(silent.Fingerprint, own.Fingerprint);
        var refusal = Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.DelegationValue(certificate.ToThreshold(), Verifier.WithScoreId("verifier"))));
        Assert.Contains(certificate.CertificateId, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_changes_no_prediction_takes_no_place_in_the_fingerprint_and_can_be_replaced()
    {
        IPredictor named = Verifier.WithScoreId("first").WithScoreId("second");

        Assert.Equal(("second", Verifier.Name), (named.ScoreId, named.Name));
        Assert.Equal(0.25, named.Predict(new AgentTurn { VerifierScore = 0.25 }).Value);
        Assert.Equal(Fingerprint(Verifier), Fingerprint(named));
        Assert.Throws<ArgumentException>("scoreId", () => Verifier.WithScoreId(" "));

        static string Fingerprint(IPredictor source) => EscalationPolicy.Build(p => p.Confidence(Threshold.ActAtOrAbove(0.5), source)).Fingerprint;
    }

    [Fact]
    public void The_turns_own_score_keeps_its_scale_under_a_name()
    {
        Threshold logit = new(3.0, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated);

        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(logit, TurnPredictors.Confidence.WithScoreId("p"))));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(logit)));
    }

    [Fact]
    public void An_agents_own_word_stays_its_own_word_under_a_name()
    {
        IPredictor word = VerbalizedConfidence.Predictor(VerbalizedScale.Unit).WithScoreId("stated");

        Assert.IsAssignableFrom<ISelfReported>(word);
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Confidence(0.5, word)));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Costs(50, 4).ModelIsRight(word)));
    }

    [Fact]
    public void A_directed_score_goes_by_its_own_name_or_the_one_its_calibration_knew()
    {
        DirectedScore margin = OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Margin, probabilities: true);
        DirectedScore top = OutOfScopeScores.OfClassifier(OutOfScopeMeasure.MaximumProbability, probabilities: true);
        DirectedScore column = margin.WithScoreId("margin_of_top2");

        Assert.Equal((margin.Name, margin.Name, "margin_of_top2"), (margin.ScoreId, column.Name, column.ScoreId));
        EscalationPolicy.Build(p => p.OutOfScope(margin, margin.At(0.25)));
        EscalationPolicy.Build(p => p.OutOfScope(column, column.At(0.25)));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.OutOfScope(margin, top.At(0.25))));
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.OutOfScope(column, margin.At(0.25))));
        Assert.Throws<PolicyBuildException>(() => new AttributionTrigger("attribution", outOfScope: margin, outOfScopeThreshold: top.At(0.25)));
        Assert.Equal(
            EscalationPolicy.Build(p => p.OutOfScope(margin, margin.At(0.25))).Fingerprint,
            EscalationPolicy.Build(p => p.OutOfScope(column, column.At(0.25))).Fingerprint);
    }

    /// <summary>A trigger of somebody's own that names the score it reads.</summary>
    private sealed class OwnTrigger(string? scoreId, Threshold threshold) : IThresholdTrigger
    {
        public string Name => "own";

        public Threshold Threshold => threshold;

        public string? ScoreId => scoreId;

        public DecisionOutcome Outcome => DecisionOutcome.EscalateToPerson;

        public Signal Evaluate(AgentTurn turn) => Signal.Compare(0.75, threshold, Reason.LowConfidence);
    }
}
