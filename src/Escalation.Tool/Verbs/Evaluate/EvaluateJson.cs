using System.Text.Json;
using Escalation.Evaluation;
using Escalation.Statistics;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>The answer of <c>evaluate</c> as JSON: a metric is a number, or null with the reason beside it; with intervals an object of <c>value</c>, <c>reason</c> where it is null, and <c>ci</c>.</summary>
internal static class EvaluateJson
{
    internal static void Write(ToolConsole console, EvaluateRequest request, AnswerTable table, ConfidenceReport report) => JsonOutput.Write(console, json =>
    {
        bool intervals = request.Options.Resamples > 0;
        json.WriteNumber("n", report.Items);
        json.WriteNumber("correct", report.Correct);
        json.WriteMetric("accuracy", report.Accuracy, intervals);
        json.WriteMetric("auroc", report.Auroc, intervals);
        json.WriteMetric("auprc", report.AveragePrecision, intervals);
        json.WriteMetric("auprcErrors", report.AveragePrecisionOfErrors, intervals);
        json.WriteMetric("aurc", report.Aurc, intervals);
        json.WriteMetric("eAurc", report.ExcessAurc, intervals);
        json.WriteMetric("naurc", report.NormalisedAurc, intervals);
        json.WriteMetric("augrc", report.Augrc, intervals);
        json.WriteMetric("prr", report.PredictionRejectionRatio, intervals);
        json.WriteNumber("bins", request.Options.Bins);
        json.WriteMetric("ece", report.Ece, intervals);
        json.WriteMetric("eceMass", report.EceMass, intervals);
        json.WriteMetric("eceDebiased", report.EceDebiased, intervals);
        json.WriteMetric("mce", report.Mce, intervals);
        json.WriteMetric("brier", report.Brier, intervals);
        json.WriteStartObject("brierDecomposition");
        json.WriteMetric("reliability", report.BrierReliability, intervals);
        json.WriteMetric("resolution", report.BrierResolution, intervals);
        json.WriteMetric("uncertainty", report.BrierUncertainty, intervals);
        json.WriteMetric("withinBin", report.BrierWithinBin, intervals);
        json.WriteEndObject();
        json.WriteMetric("logLoss", report.LogLoss, intervals);
        json.WriteMetric("spiegelhalterZ", report.SpiegelhalterZ, intervals);
        json.WriteNumber("spiegelhalterP", report.SpiegelhalterZ.Value.Value is { } z ? SpiegelhalterTest.PValue(z) : null, MetricText.Word(report.SpiegelhalterZ.Value.Reason ?? default));
        bool probabilities = report.LogLoss.Value.IsDefined;
        WriteTest(json, "kuiper", probabilities ? KuiperTest.Statistic(table.Confidences, table.Correct) : report.LogLoss.Value, KuiperTest.PValue);
        WriteTest(json, "kolmogorovSmirnov", probabilities ? KolmogorovSmirnovTest.Statistic(table.Confidences, table.Correct) : report.LogLoss.Value, KolmogorovSmirnovTest.PValue);
        WriteReadings(json, "coverageAtRisk", "risk", "coverage", report.CoverageAtRisk, intervals);
        WriteReadings(json, "riskAtCoverage", "asked", "risk", report.RiskAtCoverage, intervals);
        json.WriteString("calibration", CalibrationOption.Word(report.Options.Calibration));
        json.WriteNumber("calibrationFolds", report.Options.Folds);
        WriteCosts(json, report, intervals);
        WriteReliability(json, report);
        if (intervals)
        {
            json.WriteStartObject("bootstrap");
            json.WriteNumber("resamples", request.Options.Resamples);
            json.WriteNumber("clusters", report.Clusters);
            json.WriteNumber("level", request.Options.Level);
            json.WriteNumber("seed", request.Options.Seed);
            json.WriteEndObject();
        }
    });

    /// <summary>A statistic and its p-value; like that of Spiegelhalter it goes by the law of large samples, and resampling says nothing about it.</summary>
    private static void WriteTest(Utf8JsonWriter json, string name, MetricValue statistic, Func<double, double> pValue)
    {
        string reason = MetricText.Word(statistic.Reason ?? default);
        json.WriteNumber(name, statistic.Value, reason);
        json.WriteNumber($"{name}P", statistic.Value is { } value ? pValue(value) : null, reason);
    }

    private static void WriteReadings(Utf8JsonWriter json, string name, string asked, string told, IReadOnlyList<CoverageReading> readings, bool intervals)
    {
        json.WriteStartArray(name);
        foreach (CoverageReading reading in readings)
        {
            OperatingPoint? point = reading.Point;
            json.WriteStartObject();
            json.WriteNumber(asked, reading.Asked);
            json.WriteNumber(told, reading.Metric.Value.Value);
            if (told == "risk")
            {
                json.WriteNumber("coverage", point?.Coverage);
            }

            json.WriteNumber("threshold", point?.Threshold, "noThresholdQualifies");
            json.WriteCount("acted", point?.Acted);
            json.WriteCount("errors", point is null ? null : (long)point.LossSum);
            if (intervals)
            {
                json.WriteInterval("ci", reading.Metric.Interval);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Costs are in units of a wrong act.</summary>
    private static void WriteCosts(Utf8JsonWriter json, ConfidenceReport report, bool intervals)
    {
        json.WriteString("costUnit", "wrongAct");
        json.WriteStartArray("costs");
        foreach (CostComparison cost in report.Costs)
        {
            json.WriteStartObject();
            json.WriteNumber("r", cost.Ratio);
            json.WriteMetric("actAlways", cost.ActAlways, intervals);
            json.WriteMetric("escalateAlways", cost.EscalateAlways, intervals);
            json.WriteMetric("rawConfidence", cost.Raw, intervals);
            json.WriteMetric("calibratedConfidence", cost.Calibrated, intervals);
            json.WriteMetric("guardedConfidence", cost.Guarded, intervals);
            json.WriteMetric("oracle", cost.Oracle, intervals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReliability(Utf8JsonWriter json, ConfidenceReport report)
    {
        if (report.Reliability is not { } diagram)
        {
            json.WriteNull("reliability");
            json.WriteString("reliabilityReason", MetricText.Word(MetricUndefined.NotProbabilities));
            return;
        }

        json.WriteStartArray("reliability");
        foreach (ReliabilityBin bin in diagram.Bins)
        {
            json.WriteStartObject();
            json.WriteNumber("lower", bin.Lower);
            json.WriteNumber("upper", bin.Upper);
            json.WriteNumber("n", bin.Items);
            json.WriteNumber("correct", bin.Correct);
            json.WriteNumber("meanConfidence", bin.MeanConfidence, "emptyBin");
            json.WriteNumber("accuracy", bin.Accuracy, "emptyBin");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMetric(this Utf8JsonWriter json, string name, EvaluatedMetric metric, bool intervals)
    {
        if (!intervals)
        {
            json.WriteNumber(name, metric.Value.Value);
            if (metric.Value.Reason is { } reason)
            {
                json.WriteString($"{name}Reason", MetricText.Word(reason));
            }

            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("value", metric.Value.Value);
        if (metric.Value.Reason is { } why)
        {
            json.WriteString("reason", MetricText.Word(why));
        }

        json.WriteInterval("ci", metric.Interval);
        json.WriteEndObject();
    }

    private static void WriteInterval(this Utf8JsonWriter json, string name, BootstrapInterval? interval)
    {
        if (interval is not { } found)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(found.Lower);
        json.WriteNumberValue(found.Upper);
        json.WriteEndArray();
    }
}
