using System.Globalization;
using Escalation.Monitoring.Kpis;
using Escalation.Statistics;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>Figures, intervals and times as people read them.</summary>
internal static class AuditText
{
    /// <summary>ISO 8601 in UTC, to the second.</summary>
    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number shortened to four significant digits: no interval here is worth more.</summary>
    internal static string Figure(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A proportion, or why there is none.</summary>
    internal static string Value(KpiProportion proportion) => proportion.Value is { } value ? Figure(value) : $"- ({proportion.Reason})";

    internal static string Counts(KpiProportion proportion) => $"{Report.Count(proportion.Count)} of {Report.Count(proportion.Total)}";

    internal static string Interval(KpiProportion proportion) => proportion.Total == 0 ? "-" : Interval(proportion.Interval);

    internal static string Interval(BinomialInterval interval) => $"{Figure(interval.Lower)} to {Figure(interval.Upper)}";

    /// <summary>A length of time in the unit that reads best.</summary>
    internal static string Span(double seconds) => seconds switch
    {
        < 120.0 => $"{Figure(seconds)} s",
        < 7_200.0 => $"{Figure(Math.Round(seconds / 60.0, 1))} min",
        < 172_800.0 => $"{Figure(Math.Round(seconds / 3_600.0, 1))} h",
        _ => $"{Figure(Math.Round(seconds / 86_400.0, 1))} d",
    };

    internal static string Quantile(DurationQuantile quantile) => quantile.Seconds is { } seconds ? Span(seconds) : "-";

    internal static string Interval(DurationQuantile quantile) => $"{Span(quantile.Lower)} to {(quantile.Upper is { } upper ? Span(upper) : "open")}";

    /// <summary>What the trend says, in a few words.</summary>
    internal static string Trend(KpiTrend trend) => trend is { Statistic: { } statistic, PValue: { } p }
        ? $"{(p >= 0.05 ? "none seen" : statistic > 0.0 ? "rising" : "falling")} (p = {Figure(p)})"
        : $"- ({trend.Reason})";

    /// <summary>What the watch for changes says.</summary>
    internal static string Change(KpiTrend trend) => trend.Change is not { } change ? $"- ({trend.ChangeReason})"
        : change.IsAlarm ? change is { Since: { } since, Before.Value: { } before, After.Value: { } after } ? $"CHANGED since {Time(since)}: {Figure(before)} to {Figure(after)}" : "CHANGED"
        : "none";
}
