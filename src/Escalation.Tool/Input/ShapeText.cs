using System.Globalization;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>Reads <c>N,D</c>.</summary>
internal static class ShapeText
{
    /// <summary>Rows and columns, both at least 1; null for null.</summary>
    /// <exception cref="ToolException">Thrown when the text is anything else.</exception>
    internal static (long Rows, int Columns)? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split(',') is [var rows, var columns]
            && long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n > 0
            && InvariantNumber.TryParseCount(columns, out int d) && d > 0
            ? (n, d)
            : throw new ToolException($"--shape must be two whole numbers above 0 such as 1000,2048, but was {ErrorText.Quote(text)}");
    }
}
