using System.Globalization;
using System.Text;
using Escalation.Monitoring.Kpis;
using Escalation.Tool.Output;
using Escalation.Tool.Output.Html;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>The key figures as a page that needs nothing else.</summary>
internal static class KpiPage
{
    private static readonly string[] PeriodHeader = ["period", "count", "of", "rate"];

    internal static string Of(string log, KpiReport report)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Escape(KpiTable.Headline(report))}, from {HtmlText.Escape(log)}. Intervals hold with {Report.Short(100.0 * (1.0 - report.Options.Delta))} % each; all change alarms together are false with {Report.Short(100.0 * report.Options.AlarmDelta)} % at most, however often this page is made. There is no right escalation rate: read it for changes.</p>\n");
        body.Append(Alarms(report));
        body.Append("<section><h2>Figures</h2>").Append(HtmlText.Table("Rates", KpiTable.RateHeader, KpiTable.Rates(report)));
        body.Append(HtmlText.Table("Times from the decision on", KpiTable.TimeHeader, KpiTable.Times(report))).Append("</section>\n");
        body.Append(Trend("escalation", "Escalation rate", "Escalated tasks out of all, by the period of the decision.", report.EscalationRate.Trend));
        body.Append(Trend("appropriateness", "Appropriateness", "Escalations that needed a person out of those reviewed, by the period of the verdict.", report.Appropriateness.Trend));
        body.Append(Trend("missed", "Missed escalations", "Wrong acts out of those drawn for an audit and labelled, by the period of the label.", report.MissedEscalations.Trend));
        body.Append(Trend("sufficiency", "Handoff sufficiency", "Takeovers that needed nothing asked again out of those of which it is known.", report.HandoffSufficiency.Trend));
        body.Append(Trend("overridden", "Overridden by people", "Resolved escalations in which the person decided otherwise than the agent, out of those in which that is known.", report.OverrideRate.Trend));
        body.Append(Trend("abandoned", "Abandoned", "Handoffs that were abandoned out of those that ended.", report.AbandonedRate.Trend));
        body.Append(Trend("accepted", "Accepted in time", $"Handoffs that a person accepted within {AuditText.Span(report.TimeToAccept.Target.TotalSeconds)}, out of those that were or have waited as long.", report.TimeToAccept.InTime.Trend));
        body.Append(Trend("resolved", "Resolved in time", $"Handoffs that were resolved within {AuditText.Span(report.TimeToResolve.Target.TotalSeconds)}, out of those that were or have waited as long.", report.TimeToResolve.InTime.Trend));
        if (report.Segments.Count > 0)
        {
            body.Append("<section><h2>Policies, classes and triggers</h2>").Append(HtmlText.Table("Segments; a trigger's escalations are those with it as the primary reason", KpiTable.SegmentHeader, KpiTable.Segments(report))).Append("</section>\n");
        }

        body.Append("<section><h2>What was counted</h2>").Append(HtmlText.Table("Counts", ["what", "how many"], KpiTable.Facts(report).Where(fact => fact.Value is not null).Select(fact => (IReadOnlyList<string>)[fact.Name, fact.Value!]))).Append("</section>\n");
        return HtmlText.Page("Key figures of escalation", body.ToString());
    }

    private static string Alarms(KpiReport report) => report.Alarms.Count == 0
        ? "<section><h2>Alarms</h2><p>No figure has changed as far as the evidence goes.</p></section>\n"
        : $"<section><h2>Alarms</h2>{HtmlText.Table("Figures that have changed", ["figure", "since", "before", "after", "evidence (ln)"], report.Alarms.Select(alarm => (IReadOnlyList<string>)
        [
            alarm.Name,
            alarm.Change.Since is { } since ? AuditText.Time(since) : "-",
            alarm.Change.Before is { } before ? AuditText.Value(before) : "-",
            alarm.Change.After is { } after ? AuditText.Value(after) : "-",
            Report.Short(alarm.Change.LogEvidence),
        ]))}</section>\n";

    private static string Trend(string id, string heading, string words, KpiTrend trend)
    {
        if (trend.Periods.Count < 2)
        {
            return "";
        }

        DateTimeOffset first = trend.Periods[0].Start;
        (double X, double Y)[] points = [.. trend.Periods.Select(period => ((period.Start - first).TotalDays, (double)period.Count / period.Total))];
        string svg = new SvgPlot(id, $"{heading} over time", ($"days since {AuditText.Time(first)}", "rate"), (0.0, points[^1].X), Math.Min(1.0, 1.1 * points.Max(point => point.Y)))
            .Line(new PlotSeries(heading, points))
            .ToSvg();
        string numbers = HtmlText.Table($"{heading} by period", PeriodHeader, trend.Periods.Select(period => (IReadOnlyList<string>)
        [
            AuditText.Time(period.Start),
            Report.Count(period.Count),
            Report.Count(period.Total),
            Report.Short((double)period.Count / period.Total),
        ]));
        return HtmlText.Figure(heading, $"{words} Trend: {AuditText.Trend(trend)}. Change: {AuditText.Change(trend)}.", svg, numbers);
    }
}
