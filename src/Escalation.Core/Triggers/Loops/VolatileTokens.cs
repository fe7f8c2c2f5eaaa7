namespace Escalation.Triggers.Loops;

/// <summary>Hashes a result without the parts that change from run to run: ids of processes, sessions and requests, UUIDs, and times of day with their dates.</summary>
/// <remarks>
/// Hand-written, one pass, linear. An id is a word such as <c>pid</c> or <c>session_id</c>, separators, and a token that holds a digit. Runs of white
/// space count as one blank. Dates without a time, percentages, counts and other numbers stay: they are content.
/// </remarks>
internal static class VolatileTokens
{
    private static readonly string[] IdWords = ["pid", "sid", "session", "sessionid", "session_id", "session-id", "requestid", "request_id", "request-id", "traceid", "trace_id", "trace-id", "timestamp", "ts"];

    internal static ulong Hash(ReadOnlySpan<char> text, bool strip)
    {
        var hash = new StableHash();
        text = text.Trim();
        int i = 0;
        bool pendingId = false;
        while (i < text.Length)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                while (i < text.Length && char.IsWhiteSpace(text[i]))
                {
                    i++;
                }

                hash.Add(' ');
                continue;
            }

            if (!IsTokenChar(c))
            {
                // Quotes, colons, brackets and the like may stand between an id's name and the id.
                pendingId &= c is ':' or '=' or '#' or '"' or '\'' or '(' or '[';
                hash.Add(c);
                i++;
                continue;
            }

            int end = i;
            while (end < text.Length && IsTokenChar(text[end]))
            {
                end++;
            }

            ReadOnlySpan<char> token = text[i..end];
            int time = strip ? LengthOfTime(text[i..]) : 0;
            if (time > 0)
            {
                hash.Add('\u0001');
                i += time;
                pendingId = false;
                continue;
            }

            bool dropped = strip && ((pendingId && token.ContainsAnyInRange('0', '9')) || IsUuid(token));
            if (dropped)
            {
                hash.Add('\u0002');
            }
            else
            {
                hash.Add(token);
            }

            pendingId = IsIdWord(token);
            i = end;
        }

        return hash.Value;
    }

    private static bool IsTokenChar(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';

    private static bool IsIdWord(ReadOnlySpan<char> token)
    {
        foreach (string word in IdWords)
        {
            if (token.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUuid(ReadOnlySpan<char> token) => token.Length == 36 && Guid.TryParseExact(token, "D", out _);

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
