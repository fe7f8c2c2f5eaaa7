using Escalation.Monitoring.Kpis;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>The key figures as tables for people.</summary>
internal static class KpiTable
{
    internal static readonly string[] RateHeader = ["figure", "value", "counts", "interval", "trend", "change"];
    internal static readonly string[] TimeHeader = ["time", "median", "interval", "90 % within", "interval", "ended", "open", "never"];
    internal static readonly string[] SegmentHeader = ["by", "name", "escalated", "interval", "appropriate", "interval", "fired", "change"];

    internal static void Write(ToolConsole console, KpiReport report)
    {
        Report.Facts(console, Headline(report), Facts(report));
        Report.Rows(console, RateHeader, Rates(report));
        Report.Rows(console, TimeHeader, Times(report));
        if (report.Segments.Count > 0)
        {
            Report.Rows(console, SegmentHeader, Segments(report));
        }
    }

    internal static string Headline(KpiReport report) =>
        $"{Report.Count(report.Counts.Tasks)} tasks{(report.Options.Shadow ? " of shadow mode" : "")}{(report is { From: { } from, To: { } to } ? $" from {AuditText.Time(from)} to {AuditText.Time(to)}" : "")}";

    internal static IEnumerable<(string Name, string? Value)> Facts(KpiReport report)
    {
        KpiCounts counts = report.Counts;
        MissedEscalations missed = report.MissedEscalations;
        return
        [
            ("records", Report.Count(counts.Records)),
            ("acted on", Report.Count(counts.Acted)),
            ("waiting for approval", Some(counts.ApprovalsRequested)),
            ("escalated", Report.Count(counts.Escalated)),
            ("acts without an end", Some(counts.Unreleased)),
            ("silent turns (not tasks)", Some(counts.Silent)),
            ("cancelled turns (not tasks)", Some(counts.Cancelled)),
            ("decisions of the other mode", Some(counts.OtherMode)),
            ("repeated decisions", Some(counts.RepeatedDecisions)),
            ("corrections", Some(counts.Corrections)),
            ("records without their decision", Some(counts.Orphans)),
            ("closed early", Some(counts.ClosedEarly)),
            ("idempotency conflicts", Some(counts.IdempotencyConflicts)),
            ("records of unknown kinds", Some(counts.UnknownKinds)),
            ("unreadable records", Some(counts.Unreadable)),
            ("clock faults", Some(counts.ClockFaults)),
            ("resolved, not handed back", Some(counts.NotReturned)),
            ("taken back by somebody else", Some(counts.TakenBack)),
            ("intervals", Intervals(report)),
            ("reviewed by outcome alone", Some(report.ReviewedByOutcome)),
            ("audits", missed.Drawn == 0 ? null : $"{Report.Count(missed.Drawn)} drawn of {Report.Count(missed.Acted)} acted on, {Report.Count(missed.Labelled)} labelled; they stand for about {Report.Count((long)Math.Round(missed.Represented))}"),
            ("alarms", report.Alarms.Count == 0 ? "none" : string.Join(", ", report.Alarms.Select(alarm => alarm.Name))),
        ];
    }

    internal static IEnumerable<IReadOnlyList<string>> Rates(KpiReport report)
    {
        MissedEscalations missed = report.MissedEscalations;
        return
        [
            Row("escalation rate", report.EscalationRate),
            Row("appropriateness", report.Appropriateness),
            [
                "missed escalations",
                missed.Estimate is { } estimate ? AuditText.Figure(estimate) : $"- ({missed.Reason})",
                $"{Report.Count(missed.Wrong)} of {Report.Count(missed.Labelled)} audited",
                missed.Kept.Total == 0 ? "-" : $"{AuditText.Interval(missed.Kept.Interval)} (worst case {AuditText.Interval(missed.WorstCase)})",
                AuditText.Trend(missed.Trend),
                AuditText.Change(missed.Trend),
            ],
            ["unasked labels (biased)", AuditText.Value(missed.Unasked), AuditText.Counts(missed.Unasked), AuditText.Interval(missed.Unasked), "-", "-"],
            Row("handoff sufficiency", report.HandoffSufficiency),
            .. report.OverrideRate.Proportion.Total == 0 ? Array.Empty<IReadOnlyList<string>>() : [Row("overridden", report.OverrideRate)],
            Row("abandoned", report.AbandonedRate),
            Row($"accepted within {AuditText.Span(report.TimeToAccept.Target.TotalSeconds)}", report.TimeToAccept.InTime),
            Row($"resolved within {AuditText.Span(report.TimeToResolve.Target.TotalSeconds)}", report.TimeToResolve.InTime),
        ];
    }

    internal static IEnumerable<IReadOnlyList<string>> Times(KpiReport report) => new[] { (Name: "to accept", Duration: report.TimeToAccept), (Name: "to resolve", Duration: report.TimeToResolve) }.Select(one => (IReadOnlyList<string>)
    [
        one.Name,
        one.Duration.Reason is { } reason ? $"- ({reason})" : AuditText.Quantile(one.Duration.Median),
        AuditText.Interval(one.Duration.Median),
        AuditText.Quantile(one.Duration.NinetyPercent),
        AuditText.Interval(one.Duration.NinetyPercent),
        Report.Count(one.Duration.Ended),
        Report.Count(one.Duration.Open),
        Report.Count(one.Duration.Never),
    ]);

    internal static IEnumerable<IReadOnlyList<string>> Segments(KpiReport report) => report.Segments.Select(segment => (IReadOnlyList<string>)
    [
        segment.Kind switch
        {
            KpiSegmentKind.Policy => "policy",
            KpiSegmentKind.DecisionClass => "class",
            _ => "trigger",
        },
        segment.Name,
        AuditText.Counts(segment.EscalationRate),
        AuditText.Interval(segment.EscalationRate),
        segment.Appropriateness.Total == 0 ? "-" : AuditText.Counts(segment.Appropriateness),
        AuditText.Interval(segment.Appropriateness),
        segment.Fired is { } fired ? AuditText.Counts(fired) : "-",
        segment.Trend is { } trend ? AuditText.Change(trend) : "-",
    ]);

    private static string? Intervals(KpiReport report) => report.Options.TasksAreIndependent ? "tasks taken as independent, those of one conversation too"
        : report.EscalationRate.Proportion.Conversations is { } conversations ? $"on {Report.Count(conversations)} conversations, whose tasks hang together"
        : null;

    private static string? Some(long count) => count == 0 ? null : Report.Count(count);

    private static string[] Row(string name, Kpi kpi) =>
        [name, AuditText.Value(kpi.Proportion), AuditText.Counts(kpi.Proportion), AuditText.Interval(kpi.Proportion), AuditText.Trend(kpi.Trend), AuditText.Change(kpi.Trend)];
}
