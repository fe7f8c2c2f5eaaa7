using System.Globalization;

namespace Escalation.Triggers.Ambiguity.Goals;

/// <summary>Counts the goals of a request by its form alone, and rather too few than too many.</summary>
/// <remarks>
/// <para>
/// The number is the largest of: sentences of three or more words that end in a question mark (? and its full-width, Arabic, Armenian, Ethiopic and Greek forms; in scripts without
/// blanks, four or more letters); numbered lines, when they count up from the first; bulleted lines, if asked for; 1 plus the connectives found. What stands in quotation
/// marks or a fenced block is somebody else's question and does not count.
/// </para>
/// <para>
/// It sees form, not meaning: two goals in one sentence, or in two statements, pass unless a connective tells them apart, and two questions about one thing count as two. It knows no
/// language; connectives are the caller's. Pure; linear in the text for each connective; allocates nothing.
/// </para>
/// </remarks>
public static class GoalCounter
{
    private const int LeastWords = 3;
    private const int LeastLetters = 4;
    private const int LongestQuotation = 300;
    private const string QuestionMarks = "?？؟՞፧\u037E⁇⁈⁉︖﹖";
    private const string SentenceEnds = ".!。！｡…؛\n\r";
    private const string OpeningQuotes = "\"“„«「『‹";
    private const string ClosingQuotes = "\"”“»」』›";

    /// <summary>Counts the goals.</summary>
    /// <param name="request">The request.</param>
    /// <param name="marks">Which marks count.</param>
    /// <param name="connectives">Words that join goals; none of them blank.</param>
    /// <returns>At least 1.</returns>
    public static int Count(ReadOnlySpan<char> request, GoalMarks marks, params ReadOnlySpan<string> connectives)
    {
        int goals = 1;
        if ((marks & GoalMarks.Questions) != 0)
        {
            goals = Math.Max(goals, Questions(request));
        }

        if ((marks & (GoalMarks.NumberedLines | GoalMarks.BulletedLines)) != 0)
        {
            goals = Math.Max(goals, GoalLines.Count(request, marks));
        }

        int joined = 1;
        foreach (string connective in connectives)
        {
            joined += Occurrences(request, connective);
        }

        return Math.Max(goals, joined);
    }

    private static int Questions(ReadOnlySpan<char> text)
    {
        int questions = 0, words = 0, unspaced = 0;
        bool inWord = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (Quotation(text, i) is > 0 and var skipped)
            {
                i += skipped;
                inWord = false;
                continue;
            }

            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                words += inWord ? 0 : 1;
                unspaced += IsUnspaced(c) ? 1 : 0;
                inWord = true;
                continue;
            }

            // Marks, apostrophes and what nobody sees do not end a word.
            inWord = inWord && (c is '\'' or '’' || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
            bool asks = QuestionMarks.Contains(c, StringComparison.Ordinal) && EndsSentence(text, i);
            questions += asks && (words >= LeastWords || unspaced >= LeastLetters) ? 1 : 0;
            if (asks || SentenceEnds.Contains(c, StringComparison.Ordinal))
            {
                words = 0;
                unspaced = 0;
            }
        }

        return questions;
    }

    /// <summary>A mark inside an address such as <c>a.example/?q=1</c> ends nothing; in scripts without blanks no blank follows.</summary>
    private static bool EndsSentence(ReadOnlySpan<char> text, int at)
    {
        if (text[at] != '?')
        {
            return true;
        }

        for (int i = at + 1; i < text.Length; i++)
        {
            char next = text[i];
            if (char.GetUnicodeCategory(next) == UnicodeCategory.Format)
            {
                continue;
            }

            return char.IsWhiteSpace(next) || IsUnspaced(next) || !char.IsLetterOrDigit(next) && next is not ('=' or '&' or '%' or '/');
        }

        return true;
    }

    /// <summary>How many characters after this one belong to a quotation or fenced block that begins here; 0 when none does.</summary>
    private static int Quotation(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> rest = text[(at + 1)..];
        if (text[at] == '`' && rest.StartsWith("``", StringComparison.Ordinal))
        {
            int end = rest[2..].IndexOf("```", StringComparison.Ordinal);
            return end < 0 ? 0 : end + 5;
        }

        int kind = OpeningQuotes.IndexOf(text[at], StringComparison.Ordinal);
        return kind < 0 ? 0 : rest[..Math.Min(rest.Length, LongestQuotation)].IndexOf(ClosingQuotes[kind]) + 1;
    }

    private static int Occurrences(ReadOnlySpan<char> text, ReadOnlySpan<char> connective)
    {
        int count = 0;
        for (int at = 0; at < text.Length;)
        {
            int found = text[at..].IndexOf(connective, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                break;
            }

            int start = at + found;
            at = start + connective.Length;
            bool whole = !(start > 0 && char.IsLetterOrDigit(text[start - 1]) && !IsUnspaced(text[start])) && !(at < text.Length && char.IsLetterOrDigit(text[at]) && !IsUnspaced(text[at]));
            count += whole ? 1 : 0;
        }

        return count;
    }

    /// <summary>Letters of scripts that are written without blanks: Thai to Khmer, and from the Japanese syllabaries on, Hangul left out.</summary>
    private static bool IsUnspaced(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') && char.IsLetter(c);
}
