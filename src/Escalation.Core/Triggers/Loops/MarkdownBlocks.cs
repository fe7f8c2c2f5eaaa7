namespace Escalation.Triggers.Loops;

/// <summary>Recognises the Markdown that repeats by nature. Pure, linear, allocates nothing.</summary>
internal static class MarkdownBlocks
{
    private const string Fence = "```";

    internal static int CountFences(ReadOnlySpan<char> chunk) => chunk.Count(Fence);

    /// <summary>Whether a line starts a table, a list item, a heading, a quote or a fence.</summary>
    internal static bool HasMarker(ReadOnlySpan<char> chunk)
    {
        foreach (ReadOnlySpan<char> raw in chunk.EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.TrimStart();
            if (line.StartsWith(Fence, StringComparison.Ordinal) || IsTableRow(line) || IsListItem(line) || IsHeading(line) || (line.Length > 1 && line[0] == '>' && char.IsWhiteSpace(line[1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the whole chunk is a ruled line.</summary>
    internal static bool IsDivider(ReadOnlySpan<char> chunk)
    {
        ReadOnlySpan<char> line = chunk.Trim();
        foreach (char c in line)
        {
            if (c is not ('+' or '-' or '_' or '=' or '*' or '~') && c is not (>= '\u2500' and <= '\u257F'))
            {
                return false;
            }
        }

        return !line.IsEmpty;
    }

    private static bool IsTableRow(ReadOnlySpan<char> line) => line.Length > 1 && line[0] == '|' && line[1..].Contains('|');

    private static bool IsHeading(ReadOnlySpan<char> line)
    {
        int level = line.IndexOfAnyExcept('#');
        return level > 0 && char.IsWhiteSpace(line[level]);
    }

    private static bool IsListItem(ReadOnlySpan<char> line)
    {
        int marker = line.IndexOfAnyExceptInRange('0', '9');
        bool numbered = marker > 0 && line[marker] is ('.' or ')');
        bool bullet = marker == 0 && line[0] is ('-' or '*' or '+');
        return (numbered || bullet) && marker + 1 < line.Length && char.IsWhiteSpace(line[marker + 1]);
    }
}
