namespace Escalation.Tool.Input;

/// <summary>How rows are written in an input.</summary>
internal enum TableFormat
{
    /// <summary>Comma-separated values with a header line (RFC 4180).</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
