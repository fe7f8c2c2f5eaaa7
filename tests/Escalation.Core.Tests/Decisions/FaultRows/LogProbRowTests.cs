using Escalation.Decisions;
using Escalation.Triggers.Confidence;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Decisions.FaultRows;

/// <summary>Rows 7 to 12: probability vectors, log-probabilities and logits. The floors are 0 wherever any number would do.</summary>
public class LogProbRowTests
{
    private static readonly LabelSet YesNo = new(("yes", ["Yes"]), ("no", ["No"]));

    private static IPredictor[] Sequences => [LogProbConfidence.GeometricMean(), LogProbConfidence.Minimum(), LogProbConfidence.GeometricMean(CensoredTokens.UpperBound), LogProbConfidence.Minimum(CensoredTokens.UpperBound)];

    [Theory]
    [Trait("Row", "7")]
    [InlineData(0.47, 0.5)]
    [InlineData(0.6, 0.6)]
    [InlineData(1.2, -0.2)]
    [InlineData(0.5, 0.5, -0.0001, 0.0001)]
    [InlineData(0.0, 0.0)]
    public void A_vector_that_is_no_distribution_escalates(params double[] probabilities) =>
        Row.Fails(Reason.InvalidDistribution, p => p.Confidence(0.0, Vector(probabilities)), new AgentTurn());

    [Fact]
    [Trait("Row", "7")]
    public void Alternatives_that_hold_more_than_all_probability_escalate()
    {
        AgentTurn twice = At(new("Yes", -0.01), new("No", -0.01));
        AgentTurn hidden = new() { LogProbs = [new("x", -9999, new[] { new TokenAlternative("a", -0.01), new TokenAlternative("b", -0.5) })] };

        Row.Fails(Reason.InvalidDistribution, p => p.Confidence(0.0, LogProbConfidence.Label(YesNo)), twice);
        foreach (IPredictor source in Sequences)
        {
            Row.Fails(Reason.InvalidDistribution, p => p.Confidence(0.0, source), hidden);
        }

        // What rounding to two decimals can do is no fault.
        AgentTurn rounded = At(new("Yes", -0.1), new("No", -2.35));
        Assert.Equal(DecisionOutcome.Act, EscalationPolicy.Build(p => p.Confidence(0.8, LogProbConfidence.Label(YesNo))).Decide(rounded).Outcome);
    }

    [Fact]
    [Trait("Row", "8")]
    public void Empty_log_probabilities_are_no_signal_and_marked_missing()
    {
        foreach (IPredictor source in (IPredictor[])[.. Sequences, LogProbConfidence.Label(YesNo)])
        {
            Assert.Equal(SignalKind.Missing, Row.Fails(Reason.NoSignal, p => p.Confidence(0.0, source), new AgentTurn()).Kind);
            Assert.Equal(SignalKind.Missing, Row.Fails(Reason.NoSignal, p => p.Confidence(0.0, source), new AgentTurn { LogProbs = [] }).Kind);
            Row.FailsByCosts(Reason.NoSignal, p => p.Costs(1e6, 999_999).ModelIsRight(source), new AgentTurn { LogProbs = [] });
        }

        Row.Fails(Reason.NoSignal, p => p.Confidence(0.0, Vector([])), new AgentTurn());
    }

    [Fact]
    [Trait("Row", "9")]
    public void A_log_probability_above_zero_escalates_and_rounding_above_zero_does_not()
    {
        foreach (IPredictor source in Sequences)
        {
            Row.Fails(Reason.ScoreOutOfRange, p => p.Confidence(0.0, source), Tokens(-0.1, 1.1e-6));
            Assert.Equal(DecisionOutcome.Act, EscalationPolicy.Build(p => p.Confidence(1.0, source)).Decide(Tokens(9e-7, 0.0)).Outcome);
        }

        Row.Fails(Reason.ScoreOutOfRange, p => p.Confidence(0.0, LogProbConfidence.Label(YesNo)), At(new("Yes", 1.1e-6), new("No", -20)));
    }

    [Fact]
    [Trait("Row", "9")]
    public void Minus_infinity_is_a_probability_of_zero_and_adds_no_entropy()
    {
        foreach (IPredictor source in Sequences)
        {
            EscalationDecision acts = EscalationPolicy.Build(p => p.Confidence(0.0, source)).Decide(Tokens(-0.1, double.NegativeInfinity));
            Assert.Equal((DecisionOutcome.Act, 0.0, 0UL), (acts.Outcome, acts.Score, acts.FailedTriggers));
            Row.Escalates(Reason.LowConfidence, EscalationPolicy.Build(p => p.Confidence(double.Epsilon, source)).Decide(Tokens(-0.1, double.NegativeInfinity)));
        }

        TokenAlternative[] certain = [new("Yes", 0.0), new("No", double.NegativeInfinity)];
        Assert.Equal(0.0, LabelDistribution.Of(YesNo, certain).Entropy);
        Assert.Equal(DecisionOutcome.Act, EscalationPolicy.Build(p => p.Confidence(1.0, LogProbConfidence.Label(YesNo))).Decide(At(certain)).Outcome);
    }

    [Theory]
    [Trait("Row", "10")]
    [InlineData(0.6652409557748219, 88.0, 89.0, 90.0)]
    [InlineData(0.7310585786300049, 1000.0, 1001.0)]
    [InlineData(0.5, -200.0, -200.0)]
    public void Logits_that_overflow_a_plain_exponential_are_compared_by_their_finite_softmax(double largest, params double[] logits)
    {
        EscalationDecision acts = EscalationPolicy.Build(p => p.Confidence(largest - 1e-9, Softmax(logits))).Decide(new AgentTurn());

        Assert.Equal((DecisionOutcome.Act, 0UL), (acts.Outcome, acts.FailedTriggers));
        Assert.Equal(largest, acts.Score, 1e-15);
        Row.Escalates(Reason.LowConfidence, EscalationPolicy.Build(p => p.Confidence(largest + 1e-9, Softmax(logits))).Decide(new AgentTurn()));
    }

    [Theory]
    [Trait("Row", "11")]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(0.0, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity)]
    public void Logits_without_a_softmax_escalate_as_undefined(params double[] logits) =>
        Row.Fails(Reason.ScoreUndefined, p => p.Confidence(0.0, Softmax(logits)), new AgentTurn());

    [Fact]
    [Trait("Row", "11")]
    public void Plus_infinity_is_no_log_probability()
    {
        foreach (IPredictor source in Sequences)
        {
            Row.Fails(Reason.ScoreUndefined, p => p.Confidence(0.0, source), Tokens(-0.1, double.PositiveInfinity));
        }

        Row.Fails(Reason.ScoreUndefined, p => p.Confidence(0.0, LogProbConfidence.Label(YesNo)), At(new("Yes", -0.1), new("No", double.PositiveInfinity)));
    }

    [Fact]
    [Trait("Row", "12")]
    public void One_candidate_alone_counts_with_its_lower_bound_and_is_flagged()
    {
        AgentTurn turn = At(new TokenAlternative("Yes", Math.Log(0.95)));
        var distribution = LabelDistribution.Of(YesNo, turn.LogProbs![0].Top.Span);

        Assert.Equal((1.0, 1), (distribution.MaximumProbability, distribution.MissingLabels));
        EscalationDecision decision = EscalationPolicy.Build(p => p.Confidence(0.96, LogProbConfidence.Label(YesNo))).Decide(turn);
        Row.Escalates(Reason.LowConfidence, decision);
        Assert.Equal(0.95, decision.Score, 1e-12);
        Assert.Equal(DecisionOutcome.Act, EscalationPolicy.Build(p => p.Confidence(0.94, LogProbConfidence.Label(YesNo))).Decide(turn).Outcome);
    }

    [Fact]
    [Trait("Row", "12")]
    public void A_token_whose_probability_was_cut_off_escalates_unless_the_caller_accepts_its_bound()
    {
        var turn = new AgentTurn { LogProbs = [new("a", 0.0), new("z", -9999, new[] { new TokenAlternative("b", Math.Log(0.75)) })] };

        Assert.Equal("censored-log-prob", Row.Fails(Reason.ScoreUndefined, p => p.Confidence(0.0, LogProbConfidence.Minimum()), turn).Detail);
        Assert.Equal(1, TokenMoments.Of(turn.LogProbs).CensoredCount);
        EscalationDecision bounded = EscalationPolicy.Build(p => p.Confidence(0.3, LogProbConfidence.Minimum(CensoredTokens.UpperBound))).Decide(turn);
        Row.Escalates(Reason.LowConfidence, bounded);
        Assert.Equal(0.25, bounded.Score, 1e-12);
    }

    private static AgentTurn Tokens(params double[] logProbs) => new() { LogProbs = [.. logProbs.Select(l => new TokenLogProb("t", l))] };

    private static AgentTurn At(params TokenAlternative[] top) => new() { LogProbs = [new("Yes", -0.1, top)] };

    private static StubPredictor Vector(double[] probabilities) => new(_ => ProbabilityVector.Maximum(probabilities));

    private static StubPredictor Softmax(double[] logits) => new(_ =>
    {
        double[] probabilities = new double[logits.Length];
        return LogSumExp.TrySoftmax(logits, probabilities, out Reason? reason) ? ProbabilityVector.Maximum(probabilities) : Estimate.Missing(reason.Value);
    });
}
