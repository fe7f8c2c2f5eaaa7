using Escalation.Evaluation;

namespace Escalation.Core.Tests.Evaluation;

public class UndefinedMetricTests
{
    [Fact]
    public void Without_any_item_everything_is_undefined()
    {
        var curve = RiskCoverageCurve.Of([], []);
        var diagram = ReliabilityDiagram.Of([], []);
        MetricValue[] all =
        [
            SelectiveMetrics.Aurc(curve), SelectiveMetrics.ExcessAurc(curve), SelectiveMetrics.NormalisedAurc(curve), SelectiveMetrics.Augrc(curve), SelectiveMetrics.PredictionRejectionRatio(curve),
            RankingMetrics.Auroc(curve), RankingMetrics.AveragePrecision(curve), RankingMetrics.AveragePrecisionOfErrors(curve),
            AurcForms.ThresholdTrapezoid(curve), AurcForms.DiscreteAugrc(curve), AurcForms.InputOrder([], []), AurcForms.InputOrderTrapezoid([], []),
            CalibrationErrors.Expected(diagram), CalibrationErrors.Maximum(diagram), CalibrationErrors.Debiased(diagram), CalibrationErrors.DebiasedSquared(diagram),
            ScoringRules.Brier([], []), ScoringRules.LogLoss([], []), SpiegelhalterTest.Statistic([], []),
            default,
        ];
        Assert.All(all, value => Assert.Equal((false, null, MetricUndefined.NoItems), (value.IsDefined, value.Value, value.Reason)));
        Assert.Null(SelectiveMetrics.CoverageAtRisk(curve, 0.1));
        Assert.Null(SelectiveMetrics.RiskAtCoverage(curve, 0.1));
        Assert.Null(ScoringRules.Decompose([], []));
        Assert.Null(ScoringRules.DecomposeByConfidence([], []));
        Assert.Empty(CostCurve.Of([], [], [2.0]));
        Assert.Equal((0, 0, 0.0), (curve.Items, curve.Count, curve.LossSum));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_class_has_no_ranking_and_says_why(bool right)
    {
        var curve = RiskCoverageCurve.Of([0.1, 0.9, 0.9], [right, right, right]);
        Assert.Equal(MetricUndefined.OneClass, RankingMetrics.Auroc(curve).Reason);
        Assert.Equal(MetricUndefined.EqualLosses, SelectiveMetrics.NormalisedAurc(curve).Reason);
        Assert.Equal(MetricUndefined.EqualLosses, SelectiveMetrics.PredictionRejectionRatio(curve).Reason);
        Assert.Equal(right ? null : MetricUndefined.NoPositives, RankingMetrics.AveragePrecision(curve).Reason);
        Assert.Equal(right ? MetricUndefined.NoPositives : null, RankingMetrics.AveragePrecisionOfErrors(curve).Reason);
        Assert.Equal(right ? 0.0 : 1.0, SelectiveMetrics.Aurc(curve).Value);
        Assert.Equal(0.0, SelectiveMetrics.ExcessAurc(curve).Value);
    }

    [Fact]
    public void Equal_fractional_losses_have_no_order_and_fractions_no_classes()
    {
        var curve = RiskCoverageCurve.OfLosses([0.1, 0.9], [0.5, 0.5]);
        Assert.Equal(MetricUndefined.EqualLosses, SelectiveMetrics.NormalisedAurc(curve).Reason);
        Assert.Equal(MetricUndefined.FractionalLosses, RankingMetrics.Auroc(curve).Reason);
        Assert.Equal(MetricUndefined.FractionalLosses, RankingMetrics.AveragePrecision(curve).Reason);
        Assert.Equal(MetricUndefined.FractionalLosses, RankingMetrics.AveragePrecisionOfErrors(curve).Reason);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_confidence_that_is_no_number_is_refused_with_its_row(double bad, string text)
    {
        double[] confidences = [0.5, 0.5, bad, bad];
        bool[] correct = [true, false, true, false];
        Action[] all =
        [
            () => RiskCoverageCurve.Of(confidences, correct),
            () => RiskCoverageCurve.OfLosses(confidences, [0.0, 1.0, 0.0, 1.0]),
            () => AurcForms.InputOrder(confidences, [0.0, 1.0, 0.0, 1.0]),
            () => ReliabilityDiagram.Of(confidences, correct),
            () => ScoringRules.Brier(confidences, correct),
            () => ScoringRules.LogLoss(confidences, correct),
            () => SpiegelhalterTest.Statistic(confidences, correct),
            () => CostCurve.Of(confidences, correct, [2.0]),
            () => CrossFittedConfidence.Platt(confidences, correct, [], 2, 0),
            () => ConfidenceEvaluation.Evaluate(confidences, correct),
        ];
        Assert.All(all, act =>
        {
            ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>("confidences", act);
            Assert.Contains("confidences[2]", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Probabilities_losses_and_lengths_are_checked()
    {
        Assert.Contains("confidences[1]", Assert.Throws<ArgumentOutOfRangeException>(() => ScoringRules.Brier([0.5, 1.0000001], [true, true])).Message, StringComparison.Ordinal);
        Assert.Contains("losses[0]", Assert.Throws<ArgumentOutOfRangeException>(() => RiskCoverageCurve.OfLosses([0.5], [double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("losses[0]", Assert.Throws<ArgumentOutOfRangeException>(() => RiskCoverageCurve.OfLosses([0.5], [-0.1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("correct", () => RiskCoverageCurve.Of([0.5], []));
        Assert.Throws<ArgumentException>("losses", () => RiskCoverageCurve.OfLosses([0.5], []));
        Assert.Throws<ArgumentException>("correct", () => ReliabilityDiagram.Of([0.5], []));
        Assert.Throws<ArgumentOutOfRangeException>("bins", () => ReliabilityDiagram.Of([0.5], [true], 0));
        Assert.Throws<ArgumentOutOfRangeException>("rule", () => ReliabilityDiagram.Of([0.5], [true], 2, (BinningRule)9));
        Assert.Throws<ArgumentOutOfRangeException>("clip", () => ScoringRules.LogLoss([0.5], [true], 0.0));
        Assert.Throws<ArgumentOutOfRangeException>("ratio", () => CostCurve.Of([0.5], [true], [1.0]));
        Assert.Throws<ArgumentOutOfRangeException>("ratio", () => CostCurve.Of([], [], [double.NaN]));
        var curve = RiskCoverageCurve.Of([0.5], [true]);
        Assert.Throws<ArgumentOutOfRangeException>("risk", () => SelectiveMetrics.CoverageAtRisk(curve, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("coverage", () => SelectiveMetrics.RiskAtCoverage(curve, 0.0));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => MetricValue.Of(double.NaN));
        Assert.Throws<ArgumentNullException>(() => SelectiveMetrics.Aurc(null!));
        Assert.Throws<ArgumentNullException>(() => RankingMetrics.Auroc(null!));
        Assert.Throws<ArgumentNullException>(() => CalibrationErrors.Expected(null!));
    }

    [Fact]
    public void Both_zeros_are_one_confidence()
    {
        foreach (var curve in (RiskCoverageCurve[])[RiskCoverageCurve.Of([0.0, -0.0], [true, false]), RiskCoverageCurve.OfLosses([0.0, -0.0], [0.0, 1.0])])
        {
            Assert.Equal(1, curve.Count);
            Assert.False(double.IsNegative(curve[0].Threshold));
        }
    }

    [Fact]
    public void A_value_says_what_it_is()
    {
        Assert.Equal("0.25", MetricValue.Of(0.25).ToString());
        Assert.Equal("undefined (OneClass)", MetricValue.Undefined(MetricUndefined.OneClass).ToString());
        Assert.Null(MetricValue.Of(0.0).Reason);
    }
}
