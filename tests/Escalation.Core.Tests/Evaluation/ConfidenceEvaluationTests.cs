using Escalation.Decisions;
using Escalation.Evaluation;
using Escalation.Learning.Calibrators;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Evaluation;

public class ConfidenceEvaluationTests
{
    [Fact]
    public void Counted_rows_are_as_good_as_repeated_rows()
    {
        // What a resample computes from counts is what the public metrics give for the rows written out.
        Gen<(double[] Confidences, bool[] Correct, int[] Counts)> cases =
            from data in RankedGen.Of(1, 40, 9)
            from counts in Gen.ArrayOf(Gen.Choose(0, 3), data.Correct.Length)
            select (data.Confidences, data.Correct, counts);
        var options = new EvaluationOptions { Bins = 4, Folds = 2 };
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            int[] rows = [.. Enumerable.Range(0, one.Counts.Length).SelectMany(i => Enumerable.Repeat(i, one.Counts[i]))];
            double[] p = [.. rows.Select(i => one.Confidences[i])];
            bool[] correct = [.. rows.Select(i => one.Correct[i])];
            var counted = new MetricValue[MetricLayout.Count(options)];
            new MetricTable(one.Confidences, one.Correct, one.Confidences, [.. options.CostRatios.Select(ratio => one.Confidences.Select(c => !CostRatioRule.Escalates(c, 1.0, DecisionCosts.FromRatio(ratio))).ToArray())], options).Compute(one.Counts, counted);
            MetricValue[] expected = Direct(p, correct, options);
            return counted.Zip(expected).All(pair => RankedGen.Near(pair.First, pair.Second, 1e-11));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt, 1.0)]
    [InlineData(CalibrationMethod.Platt, 7.0)]
    [InlineData(CalibrationMethod.Temperature, 1.0)]
    [InlineData(CalibrationMethod.Beta, 1.0)]
    [InlineData(CalibrationMethod.Isotonic, 7.0)]
    public void How_many_workers_fit_the_maps_changes_no_bit(CalibrationMethod method, double scale)
    {
        (double[] p, bool[] correct) = Data(400, 11);
        p = [.. p.Select(value => scale * value)];
        int[] groups = [.. Enumerable.Range(0, 400).Select(i => i / 2)];
        var alone = new EvaluationOptions { Calibration = method, Folds = 5 };
        ConfidenceReport expected = ConfidenceEvaluation.Evaluate(p, correct, groups, alone);
        Assert.Equal(expected.Calibrated!, CrossFittedConfidence.Of(method, p, correct, groups, alone.Folds, alone.Seed)!);
        foreach (int workers in (int[])[2, 4, 40])
        {
            ConfidenceReport report = ConfidenceEvaluation.Evaluate(p, correct, groups, alone with { MaxWorkers = workers });
            Assert.Equal(expected.Calibrated!, report.Calibrated!);
            Assert.Equal(expected.Costs, report.Costs);
        }
    }

    [Fact]
    public void A_fault_of_a_fit_is_thrown_as_it_is_whoever_fits()
    {
        (double[] p, bool[] correct) = Data(60, 3);
        p = [.. p.Select(static value => 5.0 * value)];
        foreach (int workers in (int[])[1, 3])
        {
            Assert.Throws<ArgumentOutOfRangeException>("method", () => ConfidenceEvaluation.Evaluate(p, correct, default, new EvaluationOptions { Calibration = CalibrationMethod.Beta, MaxWorkers = workers }));
            Assert.Throws<ArgumentOutOfRangeException>("options.MaxWorkers", () => ConfidenceEvaluation.Evaluate(p, correct, default, new EvaluationOptions { MaxWorkers = 1 - workers }));
        }
    }

    [Fact]
    public void A_report_holds_what_the_metrics_give()
    {
        (double[] p, bool[] correct) = Data(500, 7);
        ConfidenceReport report = ConfidenceEvaluation.Evaluate(p, correct);
        MetricValue[] direct = Direct(p, correct, report.Options);
        EvaluatedMetric[] told =
        [
            report.Accuracy, report.Auroc, report.AveragePrecision, report.AveragePrecisionOfErrors, report.Aurc, report.ExcessAurc, report.NormalisedAurc, report.Augrc, report.PredictionRejectionRatio,
            report.Ece, report.EceMass, report.EceDebiased, report.Mce, report.Brier, report.BrierReliability, report.BrierResolution, report.BrierUncertainty, report.BrierWithinBin, report.LogLoss, report.SpiegelhalterZ,
            .. report.CoverageAtRisk.Select(reading => reading.Metric), .. report.RiskAtCoverage.Select(reading => reading.Metric),
        ];
        Assert.All(told.Zip(direct), pair => Assert.True(RankedGen.Near(pair.First.Value, pair.Second), $"{pair}"));
        Assert.All(told, metric => Assert.Null(metric.Interval));
        Assert.Equal((500, correct.Count(right => right), 500), (report.Items, report.Correct, report.Clusters));
        Assert.All(report.CoverageAtRisk, reading => Assert.Equal(reading.Point!.Coverage, reading.Metric.Value.Value));
        CostPoint[] calibrated = CostCurve.Of([.. report.Calibrated!], correct, [.. report.Options.CostRatios]);
        CostPoint[] raw = CostCurve.Of(p, correct, [.. report.Options.CostRatios]);
        GuardedCost[] guarded = GuardedCosts.Of(report.Options.Calibration, p, correct, [], [.. report.Options.CostRatios])!;
        for (int i = 0; i < raw.Length; i++)
        {
            Assert.Equal((guarded[i].Calibrated, guarded[i].Guarded), (report.Costs[i].Calibrated.Value.Value, report.Costs[i].Guarded.Value.Value));
            CostComparison cost = report.Costs[i];
            Assert.Equal((raw[i].Ratio, raw[i].ActAlways, raw[i].EscalateAlways, raw[i].Rule, calibrated[i].Rule, raw[i].Oracle), (cost.Ratio, cost.ActAlways.Value.Value, cost.EscalateAlways.Value.Value, cost.Raw.Value.Value, cost.Calibrated.Value.Value, cost.Oracle.Value.Value));
        }
    }

    [Fact]
    public void Intervals_are_those_of_the_bootstrap_and_the_seed_decides_them()
    {
        (double[] p, bool[] correct) = Data(200, 8);
        int[] groups = [.. Enumerable.Range(0, 200).Select(i => i / 4)];
        var options = new EvaluationOptions { Resamples = 200, Level = 0.9, Seed = 5 };
        ConfidenceReport report = ConfidenceEvaluation.Evaluate(p, correct, groups, options);
        var auroc = new WeightedAuroc(p, correct);
        BootstrapInterval expected = ClusteredBootstrap.Interval(groups, counts => auroc.Of(counts), 200, 0.9, 5);
        Assert.Equal(50, report.Clusters);
        Assert.Equal(expected.Lower, report.Auroc.Interval!.Value.Lower, 1e-15);
        Assert.Equal(expected.Upper, report.Auroc.Interval!.Value.Upper, 1e-15);
        Assert.Equal((200, 50), (report.Auroc.Interval.Value.Resamples, report.Auroc.Interval.Value.Clusters));
        Assert.Equal(report.Brier, ConfidenceEvaluation.Evaluate(p, correct, groups, options).Brier);
        Assert.NotEqual(report.Brier, ConfidenceEvaluation.Evaluate(p, correct, groups, options with { Seed = 6 }).Brier);
        Assert.NotEqual(report.Brier, ConfidenceEvaluation.Evaluate(p, correct, [], options).Brier);
        Assert.Equal(report.Costs[0].EscalateAlways.Interval!.Value.Lower, report.Costs[0].EscalateAlways.Interval!.Value.Upper);
    }

    [Fact]
    public void What_is_undefined_has_a_reason_and_no_interval()
    {
        var options = new EvaluationOptions { Resamples = 50 };
        ConfidenceReport right = ConfidenceEvaluation.Evaluate([0.5, 0.6, 0.7], [true, true, true], [], options);
        Assert.Equal((MetricUndefined.OneClass, null), (right.Auroc.Value.Reason, right.Auroc.Interval));
        Assert.Equal(MetricUndefined.EqualLosses, right.NormalisedAurc.Value.Reason);
        Assert.Equal(MetricUndefined.FewerItemsThanBins, right.EceMass.Value.Reason);
        Assert.Equal(MetricUndefined.FewerGroupsThanFolds, right.Costs[0].Calibrated.Value.Reason);
        Assert.NotNull(right.Accuracy.Interval);
        Assert.Null(right.Calibrated);

        ConfidenceReport logits = ConfidenceEvaluation.Evaluate([-3.0, 2.0, 7.5, 1.0], [false, true, true, false], [], options with { Folds = 2 });
        Assert.All((EvaluatedMetric[])[logits.Ece, logits.EceMass, logits.EceDebiased, logits.Mce, logits.Brier, logits.BrierReliability, logits.BrierResolution, logits.BrierUncertainty, logits.BrierWithinBin, logits.LogLoss, logits.SpiegelhalterZ, logits.Costs[0].Raw], metric =>
            Assert.Equal((MetricUndefined.NotProbabilities, null), (metric.Value.Reason, metric.Interval)));
        Assert.Equal(1.0, logits.Auroc.Value.Value);
        Assert.True(logits.Costs[0].Calibrated.Value.IsDefined);
        Assert.Null(logits.Reliability);
        Assert.Null(logits.ReliabilityOfMass);

        ConfidenceReport nothing = ConfidenceEvaluation.Evaluate([], [], [], options);
        Assert.All((EvaluatedMetric[])[nothing.Accuracy, nothing.Auroc, nothing.Aurc, nothing.Ece, nothing.Brier, nothing.BrierWithinBin, nothing.Costs[0].Raw, nothing.CoverageAtRisk[0].Metric, nothing.RiskAtCoverage[0].Metric], metric =>
            Assert.Equal((MetricUndefined.NoItems, null), (metric.Value.Reason, metric.Interval)));
        Assert.Null(nothing.CoverageAtRisk[0].Point);
    }

    [Fact]
    public void Options_are_checked()
    {
        foreach (EvaluationOptions options in (EvaluationOptions[])
        [
            new() { Bins = 0 }, new() { Folds = 1 }, new() { Resamples = -1 }, new() { Level = 1.0 }, new() { Level = double.NaN }, new() { Risks = [1.1] }, new() { Risks = [double.NaN] },
            new() { Coverages = [0.0] }, new() { CostRatios = [1.0] }, new() { CostRatios = [double.PositiveInfinity] },
        ])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceEvaluation.Evaluate([0.5], [true], [], options));
        }

        Assert.Throws<ArgumentNullException>(() => ConfidenceEvaluation.Evaluate([0.5], [true], [], new EvaluationOptions { Risks = null! }));
        Assert.Throws<ArgumentException>("groups", () => ConfidenceEvaluation.Evaluate([0.5], [true], [1, 2]));
    }

    private static MetricValue[] Direct(double[] p, bool[] correct, EvaluationOptions options)
    {
        var curve = RiskCoverageCurve.Of(p, correct);
        var width = ReliabilityDiagram.Of(p, correct, options.Bins);
        BrierDecomposition? parts = ScoringRules.Decompose(p, correct, options.Bins);
        CostPoint[] costs = CostCurve.Of(p, correct, [.. options.CostRatios]);
        return
        [
            Value(correct.Length == 0 ? null : (double)correct.Count(right => right) / correct.Length),
            RankingMetrics.Auroc(curve), RankingMetrics.AveragePrecision(curve), RankingMetrics.AveragePrecisionOfErrors(curve),
            SelectiveMetrics.Aurc(curve), SelectiveMetrics.ExcessAurc(curve), SelectiveMetrics.NormalisedAurc(curve), SelectiveMetrics.Augrc(curve), SelectiveMetrics.PredictionRejectionRatio(curve),
            CalibrationErrors.Expected(width), CalibrationErrors.Expected(ReliabilityDiagram.Of(p, correct, options.Bins, BinningRule.EqualMass)), CalibrationErrors.Debiased(width), CalibrationErrors.Maximum(width),
            ScoringRules.Brier(p, correct), Value(parts?.Reliability), Value(parts?.Resolution), Value(parts?.Uncertainty), Value(parts?.WithinBin), ScoringRules.LogLoss(p, correct), SpiegelhalterTest.Statistic(p, correct),
            .. options.Risks.Select(risk => Value(SelectiveMetrics.CoverageAtRisk(curve, risk)?.Coverage)),
            .. options.Coverages.Select(coverage => Value(SelectiveMetrics.RiskAtCoverage(curve, coverage)?.Risk)),
            .. options.CostRatios.SelectMany((_, i) => correct.Length == 0 ? Enumerable.Repeat<double?>(null, 6) : [costs[i].ActAlways, costs[i].EscalateAlways, costs[i].Rule, costs[i].Rule, costs[i].Rule, costs[i].Oracle]).Select(Value),
        ];
    }

    private static MetricValue Value(double? number) => number is { } value ? MetricValue.Of(value) : default;

    private static (double[] P, bool[] Correct) Data(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] p = [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextUniform(), 2))];
        return (p, [.. p.Select(value => random.NextUniform() < 0.3 + (0.6 * value))]);
    }
}
