using System.Globalization;

namespace Escalation.Triggers.Ambiguity.Goals;

/// <summary>Counts the lines of lists. Linear; allocates nothing.</summary>
internal static class GoalLines
{
    private const string Bullets = "-*•‣▪◦·–—";

    internal static int Count(ReadOnlySpan<char> text, GoalMarks marks)
    {
        int numbered = 0, bulleted = 0, longest = 1;
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.TrimStart();
            int first = Ordinal(line);
            if (first > 0)
            {
                // A list counts up from its beginning; a line such as "7. May" begins none.
                numbered = first == numbered + 1 ? numbered + 1 : first == 1 ? 1 : numbered;
                longest = (marks & GoalMarks.NumberedLines) != 0 ? Math.Max(longest, numbered) : longest;
            }
            else if (line.Length > 2 && Bullets.Contains(line[0], StringComparison.Ordinal) && char.IsWhiteSpace(line[1]) && HasLetter(line[2..]))
            {
                bulleted++;
            }
        }

        return (marks & GoalMarks.BulletedLines) != 0 ? Math.Max(longest, bulleted) : longest;
    }

    /// <summary>The number in front of a line, or the place of the letter in the alphabet: <c>2.</c>, <c>(2)</c>, <c>２、</c>, <c>b)</c>; 0 for a line of text.</summary>
    private static int Ordinal(ReadOnlySpan<char> line)
    {
        bool parenthesis = !line.IsEmpty && line[0] is '(' or '（';
        line = parenthesis ? line[1..] : line;
        int number = 0, at = 0;
        while (at < line.Length && at < 3 && char.GetUnicodeCategory(line[at]) == UnicodeCategory.DecimalDigitNumber)
        {
            number = (number * 10) + CharUnicodeInfo.GetDecimalDigitValue(line[at]);
            at++;
        }

        if (at == 0 && !line.IsEmpty && char.IsAsciiLetter(line[0]))
        {
            number = char.ToLowerInvariant(line[0]) - 'a' + 1;
            at = 1;
        }

        if (number == 0 || at >= line.Length)
        {
            return 0;
        }

        char end = line[at];
        bool marked = end is ')' or '）' || (!parenthesis && end is '.' or '、' or '．');
        ReadOnlySpan<char> rest = line[(at + 1)..];
        bool apart = end is '、' or '．' or '）' || (!rest.IsEmpty && char.IsWhiteSpace(rest[0]));
        return marked && apart && HasLetter(rest) ? number : 0;
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsLetter(c) || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }
}
