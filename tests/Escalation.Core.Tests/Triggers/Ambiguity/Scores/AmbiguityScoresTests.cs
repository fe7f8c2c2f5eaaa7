using Escalation.Core.Tests.Decisions.FaultRows;
using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Triggers.Ambiguity.Scores;

public class AmbiguityScoresTests
{
    [Theory]
    [InlineData(DisagreementMeasure.Confident, 0.25)]
    [InlineData(DisagreementMeasure.Pairs, 0.5)]
    [InlineData(DisagreementMeasure.NormalizedEntropy, 0.40563906222956647)]
    [InlineData(DisagreementMeasure.Clusters, 2.0)]
    [InlineData(DisagreementMeasure.RecurringClusters, 1.0)]
    public void Samples_are_measured_by_cluster_or_by_text(DisagreementMeasure measure, double expected)
    {
        double log = Math.Log(0.5);
        DirectedScore score = AmbiguityScores.Disagreement(measure, minimumSamples: 4);
        var clustered = new AgentTurn { Samples = [new("a", 7, log), new("b", 7, log), new("c", 7, log), new("d", 3, log)] };
        var texts = new AgentTurn { Samples = [new("Yes", null, log), new(" yes ", null, log), new("YES", null, log), new("No", null, log)] };

        Assert.Equal(expected, score.Predict(clustered).Value, 12);
        Assert.Equal(expected, score.Predict(texts).Value, 12);
        Assert.Equal(ScoreDirection.HigherDelegates, score.Direction);
        Assert.Equal(0, AllocationProbe.BytesOf(new ScoreThresholdTrigger("t", score, score.At(0.1), Reason.Ambiguity), texts));
    }

    [Fact]
    public void Samples_that_cannot_be_judged_are_missing()
    {
        DirectedScore score = AmbiguityScores.Disagreement();
        Assert.Equal(("no-signal", "samples"), Missing(score, new AgentTurn()));
        Assert.Equal(("no-signal", "samples"), Missing(score, Of(new AnswerSample("a", 1, -1))));
        Assert.Equal(("no-signal", "clustered-in-part"), Missing(score, Of(new("a", 1, -1), new("a", null, -1), new("a", 1, -1), new("a", 1, -1), new("a", 1, -1))));
        Assert.Equal(("no-signal", "sample-log-prob"), Missing(score, Of(new("a"), new("a"), new("a"), new("a"), new("a"))));
        Assert.Equal(("score-undefined", "sample-log-prob"), Missing(score, Of(new("a", 1, -1), new("a", 1, double.NaN), new("a", 1, -1), new("a", 1, -1), new("a", 1, -1))));
        Assert.Equal(("no-signal", "sample-absent"), Missing(score, Of(new("a"), null!, new("a"), new("a"), new("a"))));
        Assert.Equal(("no-signal", "sample-blank"), Missing(score, Of(new(""), new(" "), new(""), new("\n"), new(""))));
        Assert.Equal(("no-signal", "sample-absent"), Missing(score, Of(new("a"), new(null!), new("a"), new("a"), new("a"))));
        Assert.Equal(("input-too-large", "samples"), Missing(score, Of([.. Enumerable.Repeat(new AnswerSample("a", 1, -1), 257)])));
        Assert.Equal(SignalKind.NotApplicable, AmbiguityScores.Disagreement(optional: true).Predict(new AgentTurn()).Kind);
    }

    [Fact]
    public void Readings_have_a_margin_that_low_values_escalate_and_a_number_that_high_values_escalate()
    {
        var turn = new AgentTurn { Interpretations = [new("a", 0.5), new("b", 0.375), new("c", 0.125)] };
        Assert.Equal((0.125, ScoreDirection.LowerDelegates), (AmbiguityScores.ReadingMargin().Predict(turn).Value, AmbiguityScores.ReadingMargin().Direction));
        Assert.Equal((3.0, ScoreDirection.HigherDelegates), (AmbiguityScores.Readings().Predict(turn).Value, AmbiguityScores.Readings().Direction));
        Assert.Equal(("no-signal", "no-interpretations"), Missing(AmbiguityScores.ReadingMargin(), new AgentTurn()));
        Assert.Equal(("no-signal", "empty-interpretations"), Missing(AmbiguityScores.Readings(), new AgentTurn { Interpretations = [] }));
        Assert.Equal(SignalKind.NotApplicable, AmbiguityScores.ReadingMargin(optional: true).Predict(new AgentTurn()).Kind);
    }

    [Fact]
    public void A_threshold_takes_its_side_from_the_score_and_one_for_the_other_side_is_refused()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Ambiguity(AmbiguityScores.ReadingMargin(), AmbiguityScores.ReadingMargin().At(0.25)));
        AgentTurn Between(double first, double second) => new() { Interpretations = [new("a", first), new("b", second)] };
        Assert.Equal(DecisionOutcome.Act, policy.Decide(Between(0.5, 0.25)).Outcome);
        Row.Escalates(Reason.Ambiguity, policy.Decide(Between(0.5, 0.375)));
        Row.Fails(Reason.NoSignal, policy, new AgentTurn());

        Assert.Contains("low values escalate", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Ambiguity(AmbiguityScores.ReadingMargin(), Threshold.DelegateAbove(0.25)))).Message, StringComparison.Ordinal);
        Assert.Contains("high values escalate", Assert.Throws<PolicyBuildException>(() => EscalationPolicy.Build(p => p.Ambiguity(AmbiguityScores.Readings(), Threshold.ActAtOrAbove(2)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AmbiguityScores.Disagreement((DisagreementMeasure)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => AmbiguityScores.Disagreement(minimumSamples: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AmbiguityScores.Disagreement(minimumSamples: 257));
        Assert.Throws<ArgumentOutOfRangeException>(() => AmbiguityScores.Readings().At(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Undirected());
    }

    private static AgentTurn Of(params AnswerSample[] samples) => new() { Samples = samples };

    private static (string Reason, string? Detail) Missing(DirectedScore score, AgentTurn turn)
    {
        Estimate estimate = score.Predict(turn);
        Assert.Equal(SignalKind.Missing, estimate.Kind);
        return (estimate.Reason.Code, estimate.Detail);
    }

    private sealed class Undirected() : DirectedScore("undirected", ScoreDirection.HigherActs)
    {
        public override string Configuration => "";

        public override Estimate Predict(AgentTurn turn) => Estimate.NotApplicable();
    }
}
