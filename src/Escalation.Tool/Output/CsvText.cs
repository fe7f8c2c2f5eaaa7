using System.Buffers;

namespace Escalation.Tool.Output;

/// <summary>Fields of CSV as RFC 4180 quotes them.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>The field, in quotes when it needs them.</summary>
    internal static string Field(string value) => value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
