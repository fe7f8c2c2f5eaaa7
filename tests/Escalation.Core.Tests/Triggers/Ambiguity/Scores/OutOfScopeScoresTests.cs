using Escalation.Calibration;
using Escalation.Core.Tests.Decisions.FaultRows;
using Escalation.Decisions;
using Escalation.Statistics;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Confidence;
using Escalation.Uncertainty.Distances;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Scores;

public class OutOfScopeScoresTests
{
    private static readonly float[] Known = [1, 0, 0.9f, 0.1f, 0, 1, 0.1f, 0.9f];
    private static readonly ClassCentroids Centroids = ClassCentroids.Fit(Known, 2, [0, 0, 1, 1]);

    public static TheoryData<DirectedScore, ScoreDirection> Scores() => new()
    {
        { OutOfScopeScores.OfClassifier(), ScoreDirection.LowerDelegates },
        { OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Margin), ScoreDirection.LowerDelegates },
        { OutOfScopeScores.OfClassifier(OutOfScopeMeasure.NormalizedEntropy), ScoreDirection.HigherDelegates },
        { OutOfScopeScores.OfClassifier(OutOfScopeMeasure.MaximumLogit), ScoreDirection.LowerDelegates },
        { OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Energy), ScoreDirection.HigherDelegates },
        { OutOfScopeScores.Mahalanobis(Centroids), ScoreDirection.HigherDelegates },
        { OutOfScopeScores.Cosine(Centroids), ScoreDirection.HigherDelegates },
        { OutOfScopeScores.Neighbours(new NearestNeighbours(Known, 2)), ScoreDirection.HigherDelegates },
    };

    [Theory]
    [MemberData(nameof(Scores))]
    public void What_is_known_lies_nearer_than_what_is_not(DirectedScore score, ScoreDirection direction)
    {
        double near = score.Predict(new AgentTurn { IntentScores = new[] { 5.0, -2.0, -2.0 }, Embedding = new[] { 0.95f, 0.05f } }).Value;
        var stranger = new AgentTurn { IntentScores = new[] { 0.1, 0.0, 0.0 }, Embedding = new[] { -3f, -3f } };
        double far = score.Predict(stranger).Value;

        Assert.Equal(direction, score.Direction);
        Assert.True(direction == ScoreDirection.HigherDelegates ? far > near : far < near, $"{score.Name}: {near} {far}");
        Assert.Equal(0, AllocationProbe.BytesOf(new ScoreThresholdTrigger("t", score, score.At(near), AmbiguityReason.OutOfScope), stranger));
        EscalationPolicy policy = EscalationPolicy.Build(p => p.OutOfScope(score, score.At(near)));
        Row.Escalates(AmbiguityReason.OutOfScope, policy.Decide(stranger));
    }

    [Theory]
    [MemberData(nameof(Scores))]
    public void Scores_and_vectors_that_are_none_never_act(DirectedScore score, ScoreDirection direction)
    {
        double lenient = direction == ScoreDirection.HigherDelegates ? double.MaxValue : double.MinValue;
        EscalationPolicy policy = EscalationPolicy.Build(p => p.OutOfScope(score, score.At(lenient)));
        Row.Fails(Reason.NoSignal, policy, new AgentTurn());
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            Row.Fails(Reason.ScoreUndefined, policy, new AgentTurn { IntentScores = new[] { 0.0, bad }, Embedding = new[] { 0f, bad } });
        }
    }

    [Fact]
    public void An_embedding_of_another_length_is_a_fault_and_no_scores_abstain_where_they_are_optional()
    {
        Estimate estimate = OutOfScopeScores.Cosine(Centroids).Predict(new AgentTurn { Embedding = new[] { 1f } });
        Assert.Equal((SignalKind.Fault, "embedding-length"), (estimate.Kind, estimate.Detail));
        Assert.Equal(SignalKind.NotApplicable, OutOfScopeScores.OfClassifier(optional: true).Predict(new AgentTurn()).Kind);
        Assert.Equal(SignalKind.NotApplicable, OutOfScopeScores.Cosine(Centroids, optional: true).Predict(new AgentTurn()).Kind);
        Assert.Equal(Reason.InvalidDistribution, OutOfScopeScores.OfClassifier(probabilities: true).Predict(new AgentTurn { IntentScores = new[] { 2.0, 3.0 } }).Reason);
    }

    [Fact]
    public void A_budget_certified_on_the_score_deploys_with_its_guarantee()
    {
        DirectedScore score = OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Energy);
        var random = new SplitMix64(5);
        AgentTurn[] held = [.. Enumerable.Range(0, 400).Select(_ => new AgentTurn { IntentScores = new[] { 4 * random.NextUniform(), 0.0 } })];
        Certificate certificate = Assert.IsType<Certified>(DelegationBudget.Calibrate([.. held.Select(turn => score.Predict(turn).Value)], new DelegationBudgetOptions(0.1, 0.05) { Direction = score.Direction, ScoreId = score.Name })).Certificate;

        EscalationPolicy policy = EscalationPolicy.Build(p => p.OutOfScope(score, certificate.ToThreshold()));

        Assert.Equal(GuaranteeScope.Full, policy.Guarantee.Scope);
        Assert.Equal(certificate.K, held.Count(turn => !policy.Decide(turn).MayAct));
        DirectedScore other = OutOfScopeScores.OfClassifier(OutOfScopeMeasure.MaximumLogit);
        Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.OutOfScope(other, certificate.ToThreshold())));
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Throws<ArgumentException>(() => OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Energy, probabilities: true));
        Assert.Throws<ArgumentException>(() => OutOfScopeScores.OfClassifier(OutOfScopeMeasure.MaximumLogit, probabilities: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutOfScopeScores.OfClassifier((OutOfScopeMeasure)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutOfScopeScores.OfClassifier(temperature: 0));
        Assert.Throws<ArgumentException>(() => OutOfScopeScores.Mahalanobis(ClassCentroids.Fit([1, 0], 2, [0])));
    }
}
