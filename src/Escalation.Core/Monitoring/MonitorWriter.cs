using System.Globalization;
using System.Text.Json;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Writes monitors.</summary>
internal static class MonitorWriter
{
    internal const string Schema = "escalation-monitor/1";

    internal static byte[] Write(MonitorEngine engine) => StateDocument.Write(Schema, json =>
    {
        Options(json, engine.Options);
        Counters(json, engine.Counters);
        json.WriteStartArray("watches");
        foreach (EvidenceWatch watch in engine.Watches)
        {
            Watch(json, watch);
        }

        json.WriteEndArray();
        Window(json, engine);
    });

    private static void Options(Utf8JsonWriter json, MonitorOptions options)
    {
        json.WriteString("stream", options.Stream);
        json.WriteNumber("level", options.Level);
        json.WriteString("promise", StateWords.Of(options.Promise));
        json.WriteString("labelOrder", StateWords.Of(options.LabelOrder));
        json.WriteNumber("labelWindow", options.LabelWindow);
    }

    private static void Counters(Utf8JsonWriter json, MonitorCounters counters)
    {
        json.WriteStartObject("counters");
        json.WriteNumber("decisions", counters.Decisions);
        json.WriteNumber("escalations", counters.Escalations);
        json.WriteNumber("repeatedDecisions", counters.RepeatedDecisions);
        json.WriteNumber("unscored", counters.Unscored);
        json.WriteNumber("labelled", counters.Labelled);
        json.WriteNumber("awaited", counters.Awaited);
        json.WriteNumber("neverLabelled", counters.NeverLabelled);
        json.WriteNumber("unknownOutcomes", counters.UnknownOutcomes);
        json.WriteNumber("repeatedOutcomes", counters.RepeatedOutcomes);
        json.WriteNumber("unaskedOutcomes", counters.UnaskedOutcomes);
        json.WriteEndObject();
    }

    private static void Watch(Utf8JsonWriter json, EvidenceWatch watch)
    {
        json.WriteStartObject();
        json.WriteString("name", watch.Plan.Name);
        json.WriteString("subject", StateWords.Of(watch.Plan.Subject));
        json.WriteString("certificate", watch.Plan.CertificateId);
        json.WriteString("scope", StateWords.Of(watch.Plan.Scope));
        json.WriteString("unit", StateWords.Of(watch.Plan.Unit));
        json.WriteString("group", watch.Plan.Group);
        if (watch.Bets is { } bets)
        {
            json.WriteNumber("alpha", bets.Alpha);
            Numbers(json, "alternatives", [.. bets.Alternatives]);
        }

        if (watch.Plan.Scores is { } scores)
        {
            json.WriteString("seed", scores.Seed.ToString("x16", CultureInfo.InvariantCulture));
            Numbers(json, "edges", scores.EdgeScores);
            Numbers(json, "ties", scores.EdgeTies);
            Counts(json, "gaps", scores.Gaps);
            Counts(json, "seen", watch.Seen);
        }

        Evidence(json, watch);
        Risk(json, watch.Risk);
        Alarm(json, watch.Alarm);
        json.WriteEndObject();
    }

    private static void Evidence(Utf8JsonWriter json, EvidenceWatch watch)
    {
        EvidenceState state = watch.Capitals.State;
        json.WriteNumber("steps", state.Count);
        json.WriteNumber("sum", state.Sum);
        json.WriteNumber("rounding", state.Rounding);
        if (double.IsFinite(state.MaxLogValue))
        {
            json.WriteNumber("largest", state.MaxLogValue);
        }
        else
        {
            json.WriteNull("largest");
        }

        json.WriteStartArray("capitals");
        foreach (CapitalState capital in state.Capitals)
        {
            json.WriteStartArray();
            json.WriteNumberValue(capital.LogSpread);
            json.WriteNumberValue(capital.LogRestarted);
            json.WriteNumberValue(capital.FirstStep);
            json.WriteNumberValue(capital.SumBefore);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("firstIds");
        for (int i = 0; i < watch.FirstIds.Length && state.Count > 0; i++)
        {
            json.WriteStringValue(watch.FirstIds[i]);
        }

        json.WriteEndArray();
    }

    private static void Risk(Utf8JsonWriter json, WeightedMean? risk)
    {
        if (risk is null)
        {
            json.WriteNull("risk");
            return;
        }

        WeightedMeanState state = risk.State;
        json.WriteStartObject("risk");
        json.WriteNumber("count", state.Count);
        json.WriteNumber("sum", state.Sum);
        json.WriteNumber("squaredDeviations", state.SquaredDeviations);
        json.WriteNumber("weight", state.Weight);
        json.WriteNumber("weightedSum", state.WeightedSum);
        json.WriteNumber("penalty", state.Penalty);
        json.WriteEndObject();
    }

    private static void Alarm(Utf8JsonWriter json, Alarm? alarm)
    {
        if (alarm is null)
        {
            json.WriteNull("alarm");
            return;
        }

        json.WriteStartObject("alarm");
        json.WriteNumber("logEvidence", alarm.LogEvidence);
        json.WriteNumber("firstStep", alarm.FirstStep);
        json.WriteString("firstDecisionId", alarm.FirstDecisionId);
        json.WriteNumber("step", alarm.Step);
        json.WriteString("decisionId", alarm.DecisionId);
        json.WriteNumber("estimatedRate", alarm.EstimatedRate);
        json.WriteEndObject();
    }

    private static void Window(Utf8JsonWriter json, MonitorEngine engine)
    {
        json.WriteNumber("open", engine.Cursor);
        json.WriteStartArray("window");
        for (long number = engine.Window.Oldest; number < engine.Window.Next; number++)
        {
            DecisionSlot slot = engine.Window[number];
            json.WriteStartArray();
            json.WriteStringValue(slot.Id);
            json.WriteStringValue(StateWords.Of(slot.Kind));
            json.WriteNumberValue(slot.Propensity);
            json.WriteNumberValue(slot.Predicted);
            json.WriteNumberValue(slot.Loss);
            json.WriteBooleanValue(slot.Escalated);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void Counts(Utf8JsonWriter json, string name, ReadOnlySpan<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
