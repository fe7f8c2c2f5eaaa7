using System.Globalization;

namespace Escalation.Calibration;

/// <summary>Times as ISO 8601 text in UTC with no more digits than they need, such as <c>2026-07-01T00:00:00Z</c>: one text for each time.</summary>
internal static class UtcText
{
    private const string Layout = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    internal static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Layout, CultureInfo.InvariantCulture);

    /// <summary>The time; null when the text is not exactly what <see cref="Format"/> writes.</summary>
    internal static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Layout, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        && string.Equals(Format(time), text, StringComparison.Ordinal)
            ? time
            : null;
}
