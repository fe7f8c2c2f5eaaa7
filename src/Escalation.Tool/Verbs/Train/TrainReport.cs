using System.Text.Json;
using Escalation.Probes.Training;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Train;

/// <summary>Tells how good the trained probe is.</summary>
internal static class TrainReport
{
    internal static string NameOf(ProbeKind kind) => kind == ProbeKind.Safety ? TrainOptions.Safety : TrainOptions.DelegationValue;

    /// <summary>A table for people.</summary>
    internal static void WriteTable(ToolConsole console, TrainRequest request, TrainedProbe trained)
    {
        ProbeTrainingReport report = trained.Report;
        Report.Facts(
            console,
            $"{NameOf(request.Kind)} probe written to {request.Out}",
            [
                ("rows", Report.Count(report.Rows)),
                ("groups", request.Columns.Group is null ? null : Report.Count(report.Groups)),
                ("label 1", report.Labels is null ? null : Report.Count(report.Positives)),
                ("activations", Report.Count(trained.Probe.Length)),
                ("folds", Report.Count(report.Folds.Count)),
                ("penalty", $"{Report.Short(report.Fit.Penalty)}{(report.Selection is { AtEdge: true } ? " (the edge of those tried)" : "")}"),
                ("optimality gap", $"{Report.Short(report.Fit.OptimalityGap)}{(report.Fit.Converged ? "" : " (not converged)")}"),
                ("calibration", Uncalibrated(trained) ? "none: labels do not rise with held-out scores" : null),
            ]);
        console.Output.Write("\nCross-validated:\n");
        Report.Rows(
            console,
            ["metric", "value", "95 % interval"],
            Metrics(report).Select(static metric => (IReadOnlyList<string>)[metric.Label, Report.Short(metric.Estimate.Value), $"{Report.Short(metric.Estimate.Interval.Lower)} to {Report.Short(metric.Estimate.Interval.Upper)}"]));
    }

    /// <summary>The one JSON object.</summary>
    internal static void WriteJson(ToolConsole console, TrainRequest request, TrainedProbe trained) => JsonOutput.Write(console, json =>
    {
        ProbeTrainingReport report = trained.Report;
        json.WriteString("out", request.Out);
        json.WriteString("kind", NameOf(request.Kind));
        json.WriteString("target", request.Columns.Target);
        json.WriteNumber("rows", report.Rows);
        json.WriteNumber("groups", report.Groups);
        json.WriteCount("positives", report.Labels is null ? null : report.Positives);
        json.WriteNumber("length", trained.Probe.Length);
        json.WriteNumber("penalty", report.Fit.Penalty);
        json.WriteNumber("optimalityGap", report.Fit.OptimalityGap);
        json.WriteBoolean("converged", report.Fit.Converged);
        if (report.Labels is not null)
        {
            json.WriteBoolean("calibrated", !Uncalibrated(trained));
        }

        json.WriteStartObject("metrics");
        foreach ((string name, _, MetricEstimate estimate) in Metrics(report))
        {
            json.WriteStartObject(name);
            json.WriteNumber("value", (double?)estimate.Value);
            json.WriteNumber("lower", (double?)estimate.Interval.Lower);
            json.WriteNumber("upper", (double?)estimate.Interval.Upper);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteFolds(json, report.Folds);
    });

    private static bool Uncalibrated(TrainedProbe trained) => trained.Report.Labels is not null && trained.Probe.Calibration is null;

    private static void WriteFolds(Utf8JsonWriter json, IReadOnlyList<FoldReport> folds)
    {
        json.WriteStartArray("folds");
        foreach (FoldReport fold in folds)
        {
            json.WriteStartObject();
            json.WriteNumber("trainingRows", fold.TrainingRows);
            json.WriteNumber("heldOutRows", fold.HeldOutRows);
            json.WriteNumber("penalty", fold.Penalty);
            json.WriteNumber("auroc", (double?)fold.Auroc);
            json.WriteNumber("meanLoss", (double?)fold.MeanLoss);
            json.WriteBoolean("converged", fold.Converged);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static (string Name, string Label, MetricEstimate Estimate)[] Metrics(ProbeTrainingReport report) => report switch
    {
        { Labels: { } labels } =>
        [
            ("auroc", "AUROC", labels.Auroc),
            ("accuracy", "accuracy", labels.Accuracy),
            ("logLoss", "log loss", labels.LogLoss),
            ("calibratedLogLoss", "log loss, calibrated", labels.CalibratedLogLoss),
            ("recallAtOnePercent", "recall at 1 % false positives", labels.RecallAtOnePercent),
        ],
        { Values: { } values } =>
        [
            ("meanSquaredError", "mean squared error", values.MeanSquaredError),
            ("rSquared", "R squared", values.ExplainedShare),
            ("correlation", "correlation", values.Correlation),
        ],
        _ => [],
    };
}
