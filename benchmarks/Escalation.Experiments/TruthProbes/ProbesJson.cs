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
        json.WriteString("expert", result.Data.ExpertName);
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
        if (result.Data.ReferenceUncertainty is { } reference)
        {
            json.WriteNumber("referenceUncertaintyAuroc", reference);
        }

        json.WriteNumber("share", ModelExperiment.Share);
        json.WriteNumber("bestGain", result.BestGain);
        json.WriteStartArray("predictors");
        foreach (Predictor predictor in result.Predictors)
        {
            json.WriteStartObject();
            json.WriteString("name", predictor.Name);
            bool baseline = predictor == result.Predictors[0];
            Write(json, "auroc", predictor.Auroc, baseline);
            Write(json, "gain", predictor.Gain, baseline);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, PairedMeasure measure, bool baseline)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", measure.Value);
        WriteInterval(json, "interval", measure.Interval);
        json.WriteNumber("difference", measure.Difference);
        WriteInterval(json, "differenceInterval", measure.DifferenceInterval);
        json.WriteString("verdict", baseline ? "baseline" : measure.Verdict);
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
