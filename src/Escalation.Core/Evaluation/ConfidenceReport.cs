using System.Collections.ObjectModel;

namespace Escalation.Evaluation;

/// <summary>How good a confidence is: every metric of this room on one set of labelled answers, with bootstrap intervals where they were asked for.</summary>
/// <remarks>Each metric's formula, range, direction and limits are told where it is defined. It describes the items and certifies nothing. Immutable.</remarks>
public sealed class ConfidenceReport
{
    private readonly EvaluatedMetric[] _metrics;

    internal ConfidenceReport(EvaluatedMetric[] metrics, RiskCoverageCurve curve, ReliabilityDiagram? reliability, ReliabilityDiagram? reliabilityOfMass, IReadOnlyList<double>? calibrated, int clusters, EvaluationOptions options)
    {
        _metrics = metrics;
        Curve = curve;
        Reliability = reliability;
        ReliabilityOfMass = reliabilityOfMass;
        Calibrated = calibrated;
        Clusters = clusters;
        Options = options;
        CoverageAtRisk = Array.AsReadOnly([.. options.Risks.Select((risk, i) => new CoverageReading(risk, SelectiveMetrics.CoverageAtRisk(curve, risk), metrics[MetricLayout.Readings + i]))]);
        RiskAtCoverage = Array.AsReadOnly([.. options.Coverages.Select((coverage, i) => new CoverageReading(coverage, SelectiveMetrics.RiskAtCoverage(curve, coverage), metrics[MetricLayout.Coverages(options) + i]))]);
        Costs = Array.AsReadOnly([.. options.CostRatios.Select((ratio, i) => CostsAt(ratio, MetricLayout.Costs(options) + (i * MetricLayout.CostsPerRatio)))]);
    }

    /// <summary>How many items there are.</summary>
    public int Items => Curve.Items;

    /// <summary>How many of them are right.</summary>
    public int Correct => Curve.Items - (int)Curve.LossSum;

    /// <summary>How many clusters the bootstrap drew from: the groups, or the items when there are none.</summary>
    public int Clusters { get; }

    /// <summary>How it was evaluated.</summary>
    public EvaluationOptions Options { get; }

    /// <summary>The risk-coverage curve.</summary>
    public RiskCoverageCurve Curve { get; }

    /// <summary>The bins of even width behind <see cref="Ece"/> and <see cref="Mce"/>; null when the confidence is no probability.</summary>
    public ReliabilityDiagram? Reliability { get; }

    /// <summary>The bins of equal mass behind <see cref="EceMass"/>; null when the confidence is no probability.</summary>
    public ReliabilityDiagram? ReliabilityOfMass { get; }

    /// <summary>The cross-fitted confidence of each row (<see cref="CrossFittedConfidence"/>); null when there are fewer groups than folds.</summary>
    public IReadOnlyList<double>? Calibrated { get; }

    /// <summary>The share of right answers.</summary>
    public EvaluatedMetric Accuracy => _metrics[MetricLayout.Accuracy];

    /// <summary>See <see cref="RankingMetrics.Auroc(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric Auroc => _metrics[MetricLayout.Auroc];

    /// <summary>See <see cref="RankingMetrics.AveragePrecision(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric AveragePrecision => _metrics[MetricLayout.AveragePrecision];

    /// <summary>See <see cref="RankingMetrics.AveragePrecisionOfErrors(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric AveragePrecisionOfErrors => _metrics[MetricLayout.AveragePrecisionOfErrors];

    /// <summary>See <see cref="SelectiveMetrics.Aurc(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric Aurc => _metrics[MetricLayout.Aurc];

    /// <summary>See <see cref="SelectiveMetrics.ExcessAurc(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric ExcessAurc => _metrics[MetricLayout.ExcessAurc];

    /// <summary>See <see cref="SelectiveMetrics.NormalisedAurc(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric NormalisedAurc => _metrics[MetricLayout.NormalisedAurc];

    /// <summary>See <see cref="SelectiveMetrics.Augrc(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric Augrc => _metrics[MetricLayout.Augrc];

    /// <summary>See <see cref="SelectiveMetrics.PredictionRejectionRatio(RiskCoverageCurve)"/>.</summary>
    public EvaluatedMetric PredictionRejectionRatio => _metrics[MetricLayout.PredictionRejectionRatio];

    /// <summary>The ECE over bins of even width; see <see cref="CalibrationErrors.Expected(ReliabilityDiagram)"/>. A bootstrap biases it upwards, so its interval lies too high.</summary>
    public EvaluatedMetric Ece => _metrics[MetricLayout.Ece];

    /// <summary>The ECE over bins of equal mass; see <see cref="CalibrationErrors.Expected(ReliabilityDiagram)"/>.</summary>
    public EvaluatedMetric EceMass => _metrics[MetricLayout.EceMass];

    /// <summary>The debiased ECE over bins of even width; see <see cref="CalibrationErrors.Debiased(ReliabilityDiagram)"/>.</summary>
    public EvaluatedMetric EceDebiased => _metrics[MetricLayout.EceDebiased];

    /// <summary>The MCE over bins of even width; see <see cref="CalibrationErrors.Maximum(ReliabilityDiagram)"/>.</summary>
    public EvaluatedMetric Mce => _metrics[MetricLayout.Mce];

    /// <summary>See <see cref="ScoringRules.Brier"/>.</summary>
    public EvaluatedMetric Brier => _metrics[MetricLayout.Brier];

    /// <summary>See <see cref="BrierDecomposition.Reliability"/>; over bins of even width.</summary>
    public EvaluatedMetric BrierReliability => _metrics[MetricLayout.Reliability];

    /// <summary>See <see cref="BrierDecomposition.Resolution"/>; over bins of even width.</summary>
    public EvaluatedMetric BrierResolution => _metrics[MetricLayout.Resolution];

    /// <summary>See <see cref="BrierDecomposition.Uncertainty"/>.</summary>
    public EvaluatedMetric BrierUncertainty => _metrics[MetricLayout.Uncertainty];

    /// <summary>See <see cref="BrierDecomposition.WithinBin"/>; over bins of even width.</summary>
    public EvaluatedMetric BrierWithinBin => _metrics[MetricLayout.WithinBin];

    /// <summary>See <see cref="ScoringRules.LogLoss(ReadOnlySpan{double}, ReadOnlySpan{bool}, double)"/>; clipped at <see cref="ScoringRules.DefaultClip"/>.</summary>
    public EvaluatedMetric LogLoss => _metrics[MetricLayout.LogLoss];

    /// <summary>Spiegelhalter's z; see <see cref="SpiegelhalterTest"/>.</summary>
    public EvaluatedMetric SpiegelhalterZ => _metrics[MetricLayout.Spiegelhalter];

    /// <summary>The coverage at each of <see cref="EvaluationOptions.Risks"/>.</summary>
    public ReadOnlyCollection<CoverageReading> CoverageAtRisk { get; }

    /// <summary>The risk at each of <see cref="EvaluationOptions.Coverages"/>.</summary>
    public ReadOnlyCollection<CoverageReading> RiskAtCoverage { get; }

    /// <summary>The realised costs at each of <see cref="EvaluationOptions.CostRatios"/>.</summary>
    public ReadOnlyCollection<CostComparison> Costs { get; }

    private CostComparison CostsAt(double ratio, int at) => new(ratio, _metrics[at], _metrics[at + 1], _metrics[at + 2], _metrics[at + 3], _metrics[at + 4], _metrics[at + 5]);
}
