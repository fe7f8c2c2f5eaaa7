using System.Globalization;
using System.Text.Json;

namespace Escalation.Tool.Input;

/// <summary>What is wrong with a piece of JSON.</summary>
internal static class JsonFault
{
    /// <summary>The parser's words; its own line count starts anew at every document, so only the byte within a single line is kept.</summary>
    internal static string Describe(JsonException exception)
    {
        int positionAt = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string message = positionAt < 0 ? exception.Message : exception.Message[..positionAt];
        return exception.LineNumber is > 0 || exception.BytePositionInLine is null
            ? $"not valid JSON: {message}"
            : string.Create(CultureInfo.InvariantCulture, $"not valid JSON at byte {exception.BytePositionInLine + 1}: {message}");
    }
}
