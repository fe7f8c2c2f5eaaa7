using System.Buffers;
using System.Text;
using System.Text.Json;
using Escalation.Probes.Training;
using Escalation.Statistics;

namespace Escalation.Experiments.TruthProbes;

/// <summary>The results as one JSON object.</summary>
internal static class ProbesJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    internal static string Write(IReadOnlyList<ModelResult> results, ulong seed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("experiment", "probes");
            json.WriteNumber("seed", seed);
            json.WriteBoolean("reproduces", results.All(static result => result.Reproduces));
            json.WriteStartArray("models");
            foreach (ModelResult result in results)
            {
                Write(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ModelResult result)
    {
        LabelMetrics metrics = result.Probe.Report.Labels!;
        json.WriteStartObject();
        json.WriteString("model", result.Data.Model);
        json.WriteNumber("rows", result.Data.Rows);
        json.WriteNumber("auroc", metrics.Auroc.Value);
        WriteInterval(json, "aurocInterval", metrics.Auroc.Interval);
        json.WriteNumber("referenceAuroc", result.Data.ReferenceAuroc);
        json.WriteBoolean("reproduces", result.Reproduces);
        json.WriteNumber("recallAtOnePercent", metrics.RecallAtOnePercent.Value);
        json.WriteNumber("logLoss", metrics.LogLoss.Value);
        json.WriteNumber("calibratedLogLoss", metrics.CalibratedLogLoss.Value);
        json.WriteNumber("optimalityGap", result.Probe.Report.Fit.OptimalityGap);
        json.WriteNumber("honestRows", result.HonestRows);
        json.WriteNumber("honestAuroc", result.HonestAuroc);
        json.WriteNumber("honestAccuracy", result.HonestAccuracy);
        json.WriteNumber("helps", result.Helps);
        json.WriteNumber("harms", result.Harms);
        json.WriteNumber("referenceUncertaintyAuroc", result.Data.ReferenceUncertainty);
        json.WriteStartArray("predictors");
        foreach (Predictor predictor in result.Predictors)
        {
            json.WriteStartObject();
            json.WriteString("name", predictor.Name);
            json.WriteNumber("auroc", predictor.Auroc);
            WriteInterval(json, "aurocInterval", predictor.Interval);
            json.WriteNumber("difference", predictor.Difference);
            WriteInterval(json, "differenceInterval", predictor.DifferenceInterval);
            json.WriteString("verdict", predictor == result.Predictors[0] ? "baseline" : predictor.Verdict);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, string name, BootstrapInterval interval)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(interval.Lower);
        json.WriteNumberValue(interval.Upper);
        json.WriteEndArray();
    }
}
