using Escalation.Decisions;
using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Pooling;
using Escalation.Probes.Sequences;

namespace Escalation.Core.Tests.Probes.Sequences;

public class SequenceProbeTests
{
    [Fact]
    public void A_policy_acts_on_the_probability_that_a_host_sets_and_escalates_without_a_finite_one()
    {
        var probe = new PooledLinearProbe(new LinearProbe([1f], 0.0, TokenMatrix.Source, PlattCalibration.Logistic), PoolingRule.Mean);
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(below: 0.8).Route("people"));
        SequenceScorer scorer = probe.CreateScorer();

        Assert.False(MayAct());
        scorer.Add([4f]);
        Assert.True(MayAct());
        scorer.Add([-4f]);
        Assert.False(MayAct());
        scorer.Reset();
        scorer.Add([4f]);
        scorer.Add([float.NaN]);
        Assert.False(MayAct());

        bool MayAct() => policy.Decide(new AgentTurn { Confidence = scorer.Probability }).MayAct;
    }

    [Fact]
    public void A_pooled_vector_is_what_a_turn_carries()
    {
        var predictor = new ProbePredictor(new LinearProbe([1f, 1f], 0.0, TokenMatrix.Source, PlattCalibration.Logistic), TokenMatrix.Source, ProbeOutput.Score);
        var pooling = new ActivationPooling(PoolingRule.Mean, 2);
        pooling.Add([1f, 2f]);
        pooling.Add([3f, 4f]);
        var pooled = new float[2];
        Assert.True(pooling.TryRead(pooled));

        Assert.Equal(5.0, predictor.Predict(new AgentTurn { Activations = pooled }).Value);
    }
}
