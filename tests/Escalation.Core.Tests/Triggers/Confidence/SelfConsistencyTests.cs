using Escalation.Decisions;
using Escalation.Triggers.Confidence;

namespace Escalation.Core.Tests.Triggers.Confidence;

public class SelfConsistencyTests
{
    [Fact]
    public void Clusters_decide_where_every_sample_has_one()
    {
        AnswerSample[] samples = [new("Paris", 0), new("It is Paris", 0), new("Lyon", 1), new("paris", 2)];

        Assert.Equal(0.5, SelfConsistency.LargestShare(2).Predict(new AgentTurn { Samples = samples }).Value);
    }

    [Fact]
    public void Texts_decide_where_none_has_one()
    {
        AnswerSample[] samples = [new("Refund  one"), new(" refund one\n"), new("Refund two"), new("refund ONE")];

        Assert.Equal(0.75, SelfConsistency.LargestShare(2).Predict(new AgentTurn { Samples = samples }).Value);
        Assert.Equal(0.25, SelfConsistency.AnswerShare(2).Predict(new AgentTurn { Answer = "refund two", Samples = samples }).Value);
        Assert.Equal(0.0, SelfConsistency.AnswerShare(2).Predict(new AgentTurn { Answer = "refundone", Samples = samples }).Value);
    }

    [Fact]
    public void Replies_that_never_came_do_not_agree()
    {
        AnswerSample[] blank = [new(""), new(" "), new("\n"), new(""), new("")];
        Estimate share = SelfConsistency.LargestShare().Predict(new AgentTurn { Samples = blank });
        Assert.Equal((Reason.NoSignal, "sample-blank"), (share.Reason, share.Detail));
        Assert.False(SelfConsistency.LargestShare(2).Predict(new AgentTurn { Samples = [new("a"), new("a"), new("")] }).HasValue);

        // Whoever clustered them has looked at them.
        Assert.Equal(1.0, SelfConsistency.LargestShare().Predict(new AgentTurn { Samples = [.. blank.Select(sample => sample with { Cluster = 0 })] }).Value);
        Assert.Equal(0.0, SelfConsistency.AnswerShare().Predict(new AgentTurn { Answer = "a", Samples = blank }).Value);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(0.5, SelfConsistency.LargestShare()));
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(new AgentTurn { Samples = blank }).Outcome);
    }

    [Fact]
    public void Too_few_too_many_or_half_clustered_samples_are_missing()
    {
        AnswerSample sample = new("a");
        IPredictor share = SelfConsistency.LargestShare(3);

        Assert.Equal(Reason.NoSignal, share.Predict(new AgentTurn()).Reason);
        Assert.Equal(Reason.NoSignal, share.Predict(new AgentTurn { Samples = [sample, sample] }).Reason);
        Assert.Equal("clustered-in-part", share.Predict(new AgentTurn { Samples = [sample, new("a", 0), sample] }).Detail);
        Assert.Equal("sample-absent", share.Predict(new AgentTurn { Samples = [sample, null!, sample] }).Detail);
        Assert.Equal("sample-absent", share.Predict(new AgentTurn { Samples = [null!, sample, sample] }).Detail);
        Assert.Equal(Reason.InputTooLarge, share.Predict(new AgentTurn { Samples = [.. Enumerable.Repeat(sample, 257)] }).Reason);
        Assert.Equal("answer", SelfConsistency.AnswerShare(2).Predict(new AgentTurn { Answer = " ", Samples = [sample, sample] }).Detail);
        Assert.Equal("sample-absent", SelfConsistency.AnswerShare(2).Predict(new AgentTurn { Answer = "a", Samples = [sample, null!] }).Detail);
        Assert.Throws<ArgumentOutOfRangeException>(() => SelfConsistency.LargestShare(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SelfConsistency.AnswerShare(257));
    }

    [Fact]
    public void A_policy_acts_on_agreement_and_reads_without_allocating()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(below: 0.7, SelfConsistency.LargestShare(3)));
        var agreed = new AgentTurn { Samples = [new("a"), new("A"), new("a ")] };

        Assert.Equal(DecisionOutcome.Act, policy.Decide(agreed).Outcome);
        Assert.Equal(DecisionOutcome.EscalateToPerson, policy.Decide(agreed with { Samples = [new("a"), new("b"), new("c")] }).Outcome);
        Assert.Equal(0, AllocationProbe.BytesOf(new ScoreThresholdTrigger("s", SelfConsistency.LargestShare(3), Threshold.ActAtOrAbove(0.7), Reason.LowConfidence), agreed));
    }
}
