using System.Globalization;

namespace Escalation.Redaction;

/// <summary>E-mail addresses around an at sign. Pure; allocates nothing.</summary>
internal static class EmailAddresses
{
    internal const double Confidence = 0.98;

    // Four times what is allowed, so that no head of an overlong one stays behind.
    private const int LongestLocal = 256;
    private const int LongestDomain = 253;

    /// <summary>Finds the address around the at sign.</summary>
    /// <param name="text">The text.</param>
    /// <param name="floor">The first position that may belong to it.</param>
    /// <param name="at">Where the at sign is.</param>
    /// <param name="start">Where the address begins.</param>
    /// <param name="end">The position behind it.</param>
    internal static bool Match(ReadOnlySpan<char> text, int floor, int at, out int start, out int end)
    {
        start = at;
        end = at + 1;
        int lowest = Math.Max(floor, at - LongestLocal);
        while (start > lowest && IsLocal(text[start - 1]))
        {
            start--;
        }

        while (start < at && text[start] is '.' or '-' or '\'')
        {
            start++;
        }

        if (start == at || text[at - 1] == '.')
        {
            return false;
        }

        int label = end;
        int lastDot = -1;
        int highest = Math.Min(text.Length, at + 1 + LongestDomain);
        while (end < highest && IsDomain(text[end]))
        {
            if (text[end] == '.')
            {
                if (end == label || end + 1 >= text.Length || !char.IsLetterOrDigit(text[end + 1]))
                {
                    // A full stop behind the address.
                    break;
                }

                lastDot = end;
                label = end + 1;
            }

            end++;
        }

        while (end > label && text[end - 1] == '-')
        {
            end--;
        }

        return lastDot > 0 && end - lastDot > 2 && char.IsLetter(text[lastDot + 1]);
    }

    private static bool IsDomain(char c) => char.IsLetterOrDigit(c) || c is '-' or '.' || (c > 0x7F && IsMark(c));

    /// <summary>Whether it is an accent that is written behind its letter.</summary>
    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || (c > 0x7F && IsMark(c)) || c is '.' or '_' or '%' or '+' or '-' or '\'' or '~' or '#' or '&' or '=' or '*';
}
