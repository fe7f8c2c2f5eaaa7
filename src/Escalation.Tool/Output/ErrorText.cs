using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Escalation.Tool.Output;

/// <summary>Turns faults and offending values into a single printable line.</summary>
internal static partial class ErrorText
{
    private const int LongestValue = 60;
    private const int LongestMessage = 600;

    /// <summary>The line for an exception.</summary>
    internal static string Describe(Exception exception) => exception switch
    {
        ToolException => OneLine(exception.Message, LongestMessage),
        OperationCanceledException => "cancelled",
        OutOfMemoryException => "the input is too large for the memory of this machine",
        IOException or UnauthorizedAccessException => OneLine(MessageOf(exception), LongestMessage),
        _ => OneLine($"unexpected {exception.GetType().Name}: {MessageOf(exception)}", LongestMessage),
    };

    /// <summary>What an exception says, on one line and without what the framework appends for programmers: the parameter's name and the value once more.</summary>
    internal static string MessageOf(Exception exception) =>
        LineBreaks().Replace(ForProgrammers().Replace(exception.Message, string.Empty), " ").Trim();

    /// <summary>An offending value in quotes, shortened and without control characters.</summary>
    internal static string Quote(string value) => $"'{OneLine(value, LongestValue)}'";

    /// <summary>The text on one line, not longer than <paramref name="longest"/> characters and an ellipsis.</summary>
    internal static string OneLine(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest) + 3);
        foreach (char character in text)
        {
            if (line.Length >= longest)
            {
                return line.Append("...").ToString();
            }

            if (Breaks(character))
            {
                line.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                line.Append(character);
            }
        }

        return line.ToString();
    }

    [GeneratedRegex(@" ?\(Parameter '[^'\r\n]*'\)(\r?\nActual value was [^\r\n]*)?", RegexOptions.CultureInvariant)]
    private static partial Regex ForProgrammers();

    [GeneratedRegex(@"\s*[\r\n]+\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LineBreaks();

    /// <summary>Control characters could end the line or drive a terminal; format characters and lone surrogates hide what was read.</summary>
    private static bool Breaks(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
