namespace Escalation.Triggers.Sensitivity;

/// <summary>Which hidden characters are too many.</summary>
public sealed class HiddenTextOptions : TextScanOptions
{
    /// <summary>How many invisible characters may stand between Latin letters, at least 0. Soft hyphens and joiners slip in from web pages; one may, and more are a sign.</summary>
    public int MaximumInvisible { get; set; } = 1;

    /// <summary>How many combining marks may follow one character, at least 1. Thirty is the limit of the stream-safe text format (UAX #15).</summary>
    public int MaximumMarks { get; set; } = 30;
}
