using Escalation.Decisions;
using Escalation.Triggers.Confidence;
using Escalation.Uncertainty;

namespace Escalation.Core.Tests.Triggers.Confidence;

public class LogProbConfidenceTests
{
    private static readonly LabelSet YesNo = new(("yes", ["Yes", " yes"]), ("no", ["No", " no"]));

    [Fact]
    public void A_fingerprint_knows_what_a_source_of_a_typed_threshold_reads()
    {
        LabelSet others = new(("yes", ["Yes"]), ("no", ["No", " no"]));
        IPredictor[] sources =
        [
            LogProbConfidence.Label(YesNo), LogProbConfidence.Label(YesNo, position: 1), LogProbConfidence.Label(YesNo, minimumLabelMass: 0.6), LogProbConfidence.Label(others),
            SelfConsistency.LargestShare(3), SelfConsistency.LargestShare(4), LogProbConfidence.GeometricMean(), LogProbConfidence.GeometricMean(CensoredTokens.UpperBound),
        ];

        IEnumerable<string> fingerprints = sources.Select(source => EscalationPolicy.Build(p => p.Confidence(0.5).Confidence(0.6, source, name: "other")).FingerprintWithout(0));
        Assert.Equal(sources.Length, fingerprints.Distinct().Count());
    }

    [Fact]
    public void The_geometric_mean_and_the_minimum_are_those_of_the_golden_answer()
    {
        AgentTurn turn = Turn(-0.31062254309654236, -0.5065265893936157, -3.128163257315464e-07, -3.128163257315464e-07, -1.4261798858642578);
        Assert.Equal(0.6384793606372833, LogProbConfidence.GeometricMean().Predict(turn).Value, 12);
        Assert.Equal(0.24022485801614818, LogProbConfidence.Minimum().Predict(turn).Value, 12);
    }

    [Fact]
    [Trait("Row", "8")]
    [Trait("Row", "9")]
    public void A_predictor_without_usable_log_probabilities_says_why()
    {
        foreach (IPredictor predictor in new[] { LogProbConfidence.GeometricMean(), LogProbConfidence.Minimum() })
        {
            Assert.Equal(Reason.NoSignal, predictor.Predict(new AgentTurn()).Reason);
            Assert.Equal(Reason.NoSignal, predictor.Predict(Turn()).Reason);
            Assert.Equal(Reason.ScoreUndefined, predictor.Predict(Turn(-0.1, double.NaN)).Reason);
            Assert.Equal(Reason.ScoreUndefined, predictor.Predict(Turn(double.PositiveInfinity)).Reason);
            Assert.Equal(Reason.ScoreOutOfRange, predictor.Predict(Turn(2e-6)).Reason);
            Assert.Equal(Reason.ScoreUndefined, predictor.Predict(Turn(-9999)).Reason);
            Assert.Equal(0.0, predictor.Predict(Turn(-0.1, double.NegativeInfinity)).Value);
            Assert.Equal(1.0, predictor.Predict(Turn(5e-7)).Value);
        }
    }

    [Fact]
    [Trait("Row", "12")]
    public void An_unreported_token_escalates_unless_its_bound_is_accepted()
    {
        var turn = new AgentTurn { LogProbs = [new("a", 0.0), new("z", -9999, new[] { new TokenAlternative("b", Math.Log(0.75)) })] };
        Assert.Equal("censored-log-prob", LogProbConfidence.Minimum().Predict(turn).Detail);
        Assert.Equal(0.25, LogProbConfidence.Minimum(CensoredTokens.UpperBound).Predict(turn).Value, 12);
    }

    [Fact]
    [Trait("Row", "12")]
    public void A_label_gets_its_share_and_a_failed_format_gets_none()
    {
        AgentTurn At(params TokenAlternative[] top) => new() { LogProbs = [new("x", -0.1), new("Yes", -0.2, top)] };
        IPredictor label = LogProbConfidence.Label(YesNo, position: 1);
        Assert.Equal(0.75, label.Predict(At(new("Yes", Math.Log(0.75)), new("No", Math.Log(0.2)))).Value, 12);
        Assert.Equal("label-mass", label.Predict(At(new("Yes", Math.Log(0.1)), new("Well", Math.Log(0.8)))).Detail);
        Assert.Equal(Reason.NoSignal, label.Predict(At()).Reason);
        Assert.Equal(Reason.NoSignal, LogProbConfidence.Label(YesNo, position: 2).Predict(At(new TokenAlternative("Yes", -0.1))).Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogProbConfidence.Label(YesNo, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogProbConfidence.Label(YesNo, 0, double.NaN));
    }

    [Fact]
    public void Log_probability_triggers_allocate_nothing()
    {
        var turn = new AgentTurn { LogProbs = [new("Yes", -0.2, new TokenAlternative[] { new("Yes", -0.2), new("No", -2) }), new("z", -0.3)] };
        foreach (IPredictor predictor in new[] { LogProbConfidence.GeometricMean(), LogProbConfidence.Minimum(), LogProbConfidence.Label(YesNo) })
        {
            Assert.Equal(0, AllocationProbe.BytesOf(new ScoreThresholdTrigger("t", predictor, Threshold.ActAtOrAbove(0.5), Reason.LowConfidence), turn));
        }
    }

    private static AgentTurn Turn(params double[] logProbs) => new() { LogProbs = [.. logProbs.Select(l => new TokenLogProb("t", l))] };

    [Fact]
    public void Selected_tokens_decide_alone()
    {
        var turn = new AgentTurn { LogProbs = [new TokenLogProb("{", 0.0), new TokenLogProb("yes", Math.Log(0.25)), new TokenLogProb("}", 0.0)] };

        Assert.Equal(0.25, LogProbConfidence.GeometricMean(selector: TokenSelector.Words).Predict(turn).Value, 12);
        Assert.Equal(1.0, LogProbConfidence.Minimum(selector: TokenSelector.Span(0, 1)).Predict(turn).Value);
        Assert.Equal(Reason.NoSignal, LogProbConfidence.GeometricMean(selector: TokenSelector.Span(9, 1)).Predict(turn).Reason);
    }

    [Fact]
    public void Margin_and_entropy_need_alternatives_and_a_short_list_lowers_the_confidence()
    {
        TokenAlternative[] whole = [new("a", Math.Log(0.5)), new("b", Math.Log(0.5))];
        TokenAlternative[] part = [new("a", Math.Log(0.5))];
        AgentTurn With(TokenAlternative[] top) => new() { LogProbs = [new TokenLogProb("a", Math.Log(0.5), top)] };

        Assert.Equal(0.0, LogProbConfidence.Margin().Predict(With(whole)).Value, 12);
        Assert.Equal(0.5, LogProbConfidence.Entropy().Predict(With(whole)).Value, 6);
        Assert.InRange(LogProbConfidence.Entropy().Predict(With(part)).Value, 0.0, 0.01);
        Assert.Equal(Reason.NoSignal, LogProbConfidence.Margin().Predict(With([])).Reason);
        Assert.Equal(Reason.NoSignal, LogProbConfidence.Entropy().Predict(new AgentTurn()).Reason);
        Assert.Equal(Reason.ScoreUndefined, LogProbConfidence.Margin().Predict(With([new("a", double.NaN)])).Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogProbConfidence.Entropy(0));
    }
}
