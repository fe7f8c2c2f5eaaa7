using Escalation.Core.Tests.Decisions;
using Escalation.Decisions;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Triggers.Confidence;

public class ConfidenceFusionTests
{
    [Fact]
    public void The_smallest_confidence_counts()
    {
        Assert.Equal(0.4, Of(Estimate.Probability(0.9), Estimate.Probability(0.4), Estimate.Probability(0.6)).Value);
        Assert.Equal(0.6, Of(Estimate.NotApplicable(), Estimate.Probability(0.6)).Value);
        Assert.Equal(SignalKind.NotApplicable, Of(Estimate.NotApplicable(), Estimate.NotApplicable()).Kind);
    }

    [Fact]
    public void One_that_is_missing_or_no_probability_decides_the_whole()
    {
        Assert.Equal(Reason.NoSignal, Of(Estimate.Probability(0.9), Estimate.Missing(Reason.NoSignal)).Reason);
        Assert.Equal(SignalKind.Fault, Of(Estimate.Probability(0.9), default).Kind);
        Assert.Equal(Reason.ScoreOutOfRange, Of(Estimate.Probability(0.9), Estimate.Score(3)).Reason);
    }

    [Fact]
    public void Fewer_than_two_sources_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ConfidenceFusion.Minimum(TurnPredictors.Confidence));
        Assert.Throws<ArgumentNullException>(() => ConfidenceFusion.Minimum(TurnPredictors.Confidence, null!));
    }

    [Fact]
    public void The_parts_stand_in_the_configuration() =>
        Assert.NotEqual(
            ((IConfigured)ConfidenceFusion.Minimum(TurnPredictors.Confidence, SelfConsistency.LargestShare(3))).Configuration,
            ((IConfigured)ConfidenceFusion.Minimum(TurnPredictors.Confidence, SelfConsistency.LargestShare(4))).Configuration);

    private static Estimate Of(params Estimate[] estimates) => ConfidenceFusion.Minimum([.. estimates.Select(e => new StubPredictor(e))]).Predict(new AgentTurn());
}
