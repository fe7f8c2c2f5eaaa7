using System.Text.Json;
using Escalation.Monitoring.Kpis;
using Escalation.Statistics;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>The key figures as one JSON object. What is not defined is null, with a reason beside it.</summary>
internal static class KpiJson
{
    internal static void Write(ToolConsole console, KpiReport report) => JsonOutput.Write(console, json =>
    {
        json.WriteString("status", "computed");
        json.WriteString("mode", report.Options.Shadow ? "shadow" : "enforced");
        WriteTime(json, "from", report.From);
        WriteTime(json, "to", report.To);
        json.WriteNumber("periodSeconds", report.Options.Period.TotalSeconds);
        json.WriteNumber("delta", report.Options.Delta);
        json.WriteString("intervals", report.Options.TasksAreIndependent ? "tasks" : "conversations");
        json.WriteNumber("alarmDelta", report.Options.AlarmDelta);
        WriteCounts(json, report.Counts);
        Write(json, report.EscalationRate);
        Write(json, report.Appropriateness, report.ReviewedByOutcome);
        Write(json, report.MissedEscalations);
        Write(json, report.HandoffSufficiency);
        Write(json, report.OverrideRate);
        Write(json, "agreement", report.Agreement);
        Write(json, report.AbandonedRate);
        Write(json, report.TimeToAccept);
        Write(json, report.TimeToResolve);
        json.WriteStartArray("segments");
        foreach (KpiSegment segment in report.Segments)
        {
            Write(json, segment);
        }

        json.WriteEndArray();
        json.WriteStartArray("alarms");
        foreach (KpiAlarm alarm in report.Alarms)
        {
            json.WriteStartObject();
            json.WriteString("name", alarm.Name);
            WriteMembers(json, alarm.Change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteCounts(Utf8JsonWriter json, KpiCounts counts)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("records", counts.Records);
        json.WriteNumber("tasks", counts.Tasks);
        json.WriteNumber("acted", counts.Acted);
        json.WriteNumber("approvalsRequested", counts.ApprovalsRequested);
        json.WriteNumber("escalated", counts.Escalated);
        json.WriteNumber("unreleased", counts.Unreleased);
        json.WriteNumber("silent", counts.Silent);
        json.WriteNumber("cancelled", counts.Cancelled);
        json.WriteNumber("otherMode", counts.OtherMode);
        json.WriteNumber("repeatedDecisions", counts.RepeatedDecisions);
        json.WriteNumber("corrections", counts.Corrections);
        json.WriteNumber("orphans", counts.Orphans);
        json.WriteNumber("closedEarly", counts.ClosedEarly);
        json.WriteNumber("idempotencyConflicts", counts.IdempotencyConflicts);
        json.WriteNumber("unknownKinds", counts.UnknownKinds);
        json.WriteNumber("unreadable", counts.Unreadable);
        json.WriteNumber("clockFaults", counts.ClockFaults);
        json.WriteNumber("notReturned", counts.NotReturned);
        json.WriteNumber("takenBack", counts.TakenBack);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Kpi kpi, long? byOutcome = null)
    {
        json.WriteStartObject(kpi.Name);
        WriteMembers(json, kpi.Proportion);
        if (byOutcome is { } count)
        {
            json.WriteNumber("byOutcome", count);
        }

        Write(json, kpi.Trend);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MissedEscalations missed)
    {
        json.WriteStartObject("missedEscalationRate");
        json.WriteNumber("acted", missed.Acted);
        json.WriteNumber("drawn", missed.Drawn);
        json.WriteNumber("labelled", missed.Labelled);
        json.WriteNumber("wrong", missed.Wrong);
        json.WriteNumber("represented", missed.Represented);
        json.WriteNumber("value", missed.Estimate, missed.Reason ?? "");
        json.WriteNumber("horvitzThompson", missed.HorvitzThompson, missed.Reason ?? "");
        Write(json, "ci", missed.Kept.Interval);
        json.WriteString("method", $"hajek; {MethodOf(missed.Kept)} after thinning to the least propensity");
        json.WriteNumber("keptWrong", missed.Kept.Count);
        json.WriteNumber("kept", missed.Kept.Total);
        Write(json, "worstCaseCi", missed.WorstCase);
        Write(json, "unaskedLabelsBiased", missed.Unasked);
        Write(json, missed.Trend);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DurationKpi duration)
    {
        json.WriteStartObject(duration.Name);
        json.WriteNumber("total", duration.Total);
        json.WriteNumber("ended", duration.Ended);
        json.WriteNumber("open", duration.Open);
        json.WriteNumber("never", duration.Never);
        Write(json, "medianSeconds", duration.Median, duration.Reason);
        Write(json, "p90Seconds", duration.NinetyPercent, duration.Reason);
        json.WriteString("method", "kaplan-meier; order statistics");
        json.WriteNumber("targetSeconds", duration.Target.TotalSeconds);
        Write(json, duration.InTime);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DurationQuantile quantile, string? reason)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", quantile.Seconds, reason ?? "too few have ended");
        json.WriteStartArray("ci");
        json.WriteNumberValue(quantile.Lower);
        if (quantile.Upper is { } upper)
        {
            json.WriteNumberValue(upper);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, KpiSegment segment)
    {
        json.WriteStartObject();
        json.WriteString("by", segment.Kind switch
        {
            KpiSegmentKind.Policy => "policy",
            KpiSegmentKind.DecisionClass => "class",
            _ => "trigger",
        });
        json.WriteString("name", segment.Name);
        Write(json, "escalationRate", segment.EscalationRate);
        Write(json, segment.Kind == KpiSegmentKind.Trigger ? "precision" : "appropriateness", segment.Appropriateness);
        Write(json, "missedEscalationRate", segment.MissedEscalationRate);
        Write(json, "handoffSufficiency", segment.HandoffSufficiency);
        if (segment is { Fired: { } fired, Trend: { } trend })
        {
            json.WriteStartObject("fired");
            WriteMembers(json, fired);
            Write(json, trend);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, KpiTrend trend)
    {
        json.WriteStartObject("trend");
        json.WriteString("test", "cochran-armitage");
        json.WriteNumber("statistic", trend.Statistic, trend.Reason ?? "");
        json.WriteNumber("pValue", trend.PValue, trend.Reason ?? "");
        json.WriteStartArray("periods");
        foreach (KpiPeriod period in trend.Periods)
        {
            json.WriteStartObject();
            WriteTime(json, "start", period.Start);
            json.WriteNumber("count", period.Count);
            json.WriteNumber("total", period.Total);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (trend.Change is { } change)
        {
            json.WriteStartObject("change");
            WriteMembers(json, change);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("change");
            json.WriteString("changeReason", trend.ChangeReason);
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, KpiChange change)
    {
        json.WriteBoolean("alarm", change.IsAlarm);
        json.WriteNumber("logEvidence", change.LogEvidence);
        json.WriteNumber("level", change.Level);
        WriteTime(json, "since", change.Since);
        if (change is { Before: { } before, After: { } after })
        {
            Write(json, "before", before);
            Write(json, "after", after);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, KpiProportion proportion)
    {
        json.WriteStartObject(name);
        WriteMembers(json, proportion);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, KpiProportion proportion)
    {
        json.WriteNumber("count", proportion.Count);
        json.WriteNumber("total", proportion.Total);
        json.WriteNumber("value", proportion.Value, proportion.Reason ?? "");
        Write(json, "ci", proportion.Interval);
        json.WriteString("method", MethodOf(proportion));
        if (proportion.Conversations is { } conversations)
        {
            json.WriteNumber("conversations", conversations);
            json.WriteNumber("effectiveTotal", proportion.EffectiveTotal);
        }
    }

    private static string MethodOf(KpiProportion proportion) => proportion.Method == KpiIntervalMethod.KornGraubard ? "korn-graubard" : "clopper-pearson";

    private static void Write(Utf8JsonWriter json, string name, BinomialInterval interval)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(interval.Lower);
        json.WriteNumberValue(interval.Upper);
        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, AuditText.Time(known));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
