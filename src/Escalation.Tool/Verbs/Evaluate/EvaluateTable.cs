using Escalation.Evaluation;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>The answer of <c>evaluate</c> for people.</summary>
internal static class EvaluateTable
{
    internal static void Write(ToolConsole console, EvaluateRequest request, ConfidenceReport report)
    {
        Report.Facts(
            console,
            $"Confidence '{request.Columns.Confidence}' on {Report.Count(report.Items)} answers, {Report.Count(report.Correct)} of them right",
            [
                ("bootstrap", request.Options.Resamples == 0 ? null : $"{Report.Count(request.Options.Resamples)} resamples of {Report.Count(report.Clusters)} {(request.Columns.Group is null ? "answers" : "groups")}, intervals of {Report.Number(100.0 * request.Options.Level)} %"),
                ("calibration", $"{CalibrationOption.Word(report.Options.Calibration)}, each answer by a map of {Report.Count(report.Options.Folds - 1)} other folds of {Report.Count(report.Options.Folds)}"),
                ("bins", Report.Count(request.Options.Bins)),
                ("written to", request.Page),
            ]);
        bool intervals = request.Options.Resamples > 0;
        Report.Rows(
            console,
            intervals ? ["metric", "value", "interval", "better"] : ["metric", "value", "better"],
            Metrics(report).Select(row => (IReadOnlyList<string>)(intervals
                ? [row.Name, MetricText.Value(row.Metric), MetricText.Interval(row.Metric), row.Better]
                : [row.Name, MetricText.Value(row.Metric), row.Better])));
        console.Output.Write("\nActing on the most confident answers (thresholds chosen on these labels are optimistic; calibrate certifies one):\n");
        Report.Rows(
            console,
            ["risk at most", "coverage", "act at", "acted", "errors"],
            report.CoverageAtRisk.Select(static reading => (IReadOnlyList<string>)
            [
                Report.Number(reading.Asked),
                MetricText.Value(reading.Metric),
                reading.Point?.Threshold is { } threshold ? Report.Number(threshold) : "-",
                Report.Count(reading.Point?.Acted ?? 0),
                Report.Count((long)(reading.Point?.LossSum ?? 0.0)),
            ]));
        console.Output.Write("\nCost for each answer, in wrong acts, when a wrong act costs R escalations:\n");
        Report.Rows(
            console,
            ["R", "act always", "escalate always", "raw confidence", "calibrated", "guarded", "oracle"],
            report.Costs.Select(static cost => (IReadOnlyList<string>)
            [
                Report.Number(cost.Ratio),
                MetricText.Value(cost.ActAlways),
                MetricText.Value(cost.EscalateAlways),
                MetricText.Value(cost.Raw),
                MetricText.Value(cost.Calibrated),
                MetricText.Value(cost.Guarded),
                MetricText.Value(cost.Oracle),
            ]));
        console.Output.Write("\nGuarded: the calibrated confidence where other folds show that it pays, else the cheaper of acting and escalating always.\n");
    }

    /// <summary>Every metric with its name and which direction is better.</summary>
    internal static (string Name, EvaluatedMetric Metric, string Better)[] Metrics(ConfidenceReport report) =>
    [
        ("accuracy", report.Accuracy, "higher"),
        ("AUROC", report.Auroc, "higher"),
        ("AUPRC of right answers", report.AveragePrecision, "higher"),
        ("AUPRC of wrong answers", report.AveragePrecisionOfErrors, "higher"),
        ("AURC", report.Aurc, "lower"),
        ("E-AURC", report.ExcessAurc, "lower"),
        ("normalised AURC", report.NormalisedAurc, "lower"),
        ("AUGRC", report.Augrc, "lower"),
        ("PRR", report.PredictionRejectionRatio, "higher"),
        ("ECE, equal width", report.Ece, "lower"),
        ("ECE, equal mass", report.EceMass, "lower"),
        ("ECE, debiased", report.EceDebiased, "lower"),
        ("MCE", report.Mce, "lower"),
        ("Brier", report.Brier, "lower"),
        ("- reliability", report.BrierReliability, "lower"),
        ("- resolution", report.BrierResolution, "higher"),
        ("- uncertainty", report.BrierUncertainty, "-"),
        ("- within bins", report.BrierWithinBin, "-"),
        ("log loss", report.LogLoss, "lower"),
        ("Spiegelhalter z", report.SpiegelhalterZ, "near 0"),
    ];
}
