using System.Buffers;

namespace Escalation.Triggers.Loops;

/// <summary>Recognises the parts of a result that change from run to run. Pure; each token costs time linear in its length.</summary>
/// <remarks>
/// All of them hold a digit: an id behind a word such as <c>pid</c> or <c>session_id</c> and separators; a UUID; an address such as <c>0x7f3a4c10</c>;
/// a name below a temporary folder or <c>/proc</c>; a time of day with its date, fraction and offset; a duration with a fraction and a unit. Dates
/// without a time, percentages, counts and other numbers are content.
/// </remarks>
internal static class VolatileToken
{
    private const int UuidLength = 36;
    private const int LeastAddress = 8;
    private const int LongestName = 64;
    private const int LongestFolder = 4;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly string[] TemporaryFolders = ["tmp", "temp", "proc"];
    private static readonly string[] Units = ["seconds", "secs", "sec", "ms", "us", "\u00B5s", "ns", "s"];

    internal static bool IsTokenChar(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';

    /// <summary>Where a volatile part that begins with this token ends; <paramref name="start"/> when it is content.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the token starts; it holds a digit.</param>
    /// <param name="end">Where the token ends.</param>
    /// <param name="words">The words behind which an id stands.</param>
    internal static int EndOf(ReadOnlySpan<char> text, int start, int end, VolatileWords words)
    {
        if (char.IsAsciiDigit(text[start]))
        {
            int length = MayBeTime(text, start) ? LengthOfTime(text[start..]) : 0;
            length = length == 0 && end < text.Length && text[end] == '.' ? LengthOfDuration(text[start..]) : length;
            if (length > 0)
            {
                return start + length;
            }
        }

        ReadOnlySpan<char> token = text[start..end];
        return IsUuid(token) || IsAddress(token) || FollowsIdWord(text[..start], words) || IsTemporary(text[..start]) ? end : start;
    }

    private static bool MayBeTime(ReadOnlySpan<char> text, int start) =>
        start + 8 <= text.Length && (text[start + 2] == ':' || text[start + 4] is '-' or '/');

    private static bool IsUuid(ReadOnlySpan<char> token) => token.Length == UuidLength && Guid.TryParseExact(token, "D", out _);

    private static bool IsAddress(ReadOnlySpan<char> token) =>
        token.Length >= LeastAddress && token[0] == '0' && token[1] is 'x' or 'X' && !token[2..].ContainsAnyExcept(HexDigits);

    private static bool FollowsIdWord(ReadOnlySpan<char> before, VolatileWords words)
    {
        // Quotes, colons, brackets and white space may stand between an id's name and the id.
        int end = before.Length;
        while (end > 0 && (before[end - 1] is ':' or '=' or '#' or '"' or '\'' or '(' or '[' || char.IsWhiteSpace(before[end - 1])))
        {
            end--;
        }

        if (end == 0 || end == before.Length || !words.MayEndWith(before[end - 1]))
        {
            return false;
        }

        int start = end;
        int least = Math.Max(0, end - words.Longest - 1);
        while (start > least && IsTokenChar(before[start - 1]))
        {
            start--;
        }

        return start < end && words.Contains(before[start..end]);
    }

    /// <summary>Whether what follows is a name, or the rest of one, right below a temporary folder.</summary>
    private static bool IsTemporary(ReadOnlySpan<char> before)
    {
        // Longer names are not temporary ones, and looking back without end would cost quadratic time.
        int slash = before.Length;
        int least = Math.Max(0, slash - LongestName);
        while (slash > least && (IsTokenChar(before[slash - 1]) || before[slash - 1] == '.'))
        {
            slash--;
        }

        if (slash == 0 || before[slash - 1] is not ('/' or '\\'))
        {
            return false;
        }

        ReadOnlySpan<char> folders = before[..(slash - 1)].TrimEnd('\\');
        int parent = folders.Length;
        int leastParent = Math.Max(0, parent - LongestFolder - 1);
        while (parent > leastParent && char.IsAsciiLetter(folders[parent - 1]))
        {
            parent--;
        }

        return parent > 0 && folders[parent - 1] is '/' or '\\' && IsOneOf(folders[parent..], TemporaryFolders);
    }

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (string one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The length of a time of day at the start of the text, with its date, fraction and offset; 0 when there is none. A date alone is content.</summary>
    private static int LengthOfTime(ReadOnlySpan<char> text)
    {
        int date = Matches(text, "dddd-dd-dd") || Matches(text, "dddd/dd/dd") ? 10 : 0;
        int at = date > 0 && text.Length > date && text[date] is 'T' or 't' or ' ' ? date + 1 : date;
        if (!Matches(text[at..], "dd:dd:dd"))
        {
            return 0;
        }

        at += 8;
        at += at < text.Length && text[at] is '.' or ',' ? DigitsAt(text, at + 1) : 0;
        if (at < text.Length && text[at] is 'Z' or 'z')
        {
            return at + 1;
        }

        return Matches(text[at..], "+dd:dd") || Matches(text[at..], "-dd:dd") ? at + 6 : at;
    }

    /// <summary>The length of a number with a fraction and a unit of time, such as <c>0.12s</c> or <c>3.5 seconds</c>; 0 when there is none.</summary>
    private static int LengthOfDuration(ReadOnlySpan<char> text)
    {
        int whole = text.IndexOfAnyExcept(Digits);
        if (whole <= 0 || text[whole] != '.')
        {
            return 0;
        }

        int fraction = DigitsAt(text, whole + 1);
        int at = whole + fraction;
        if (fraction == 0 || at >= text.Length)
        {
            return 0;
        }

        at += text[at] == ' ' ? 1 : 0;
        foreach (string unit in Units)
        {
            int end = at + unit.Length;
            if (text[at..].StartsWith(unit, StringComparison.Ordinal) && (end == text.Length || !IsTokenChar(text[end])))
            {
                return end;
            }
        }

        return 0;
    }

    private static int DigitsAt(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end == start ? 0 : end - start + 1;
    }

    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        if (text.Length < pattern.Length)
        {
            return false;
        }

        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == 'd' ? !char.IsAsciiDigit(text[i]) : text[i] != pattern[i])
            {
                return false;
            }
        }

        return true;
    }
}
