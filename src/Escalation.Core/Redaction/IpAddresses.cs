namespace Escalation.Redaction;

/// <summary>IPv4 addresses in four decimal groups and IPv6 addresses in hexadecimal ones. Pure; allocates nothing.</summary>
internal static class IpAddresses
{
    internal const double Version4 = 0.7;
    internal const double Version6 = 0.9;

    private const int LongestVersion6 = 39;

    /// <summary>The confidence that an address begins here, 0 when none does.</summary>
    internal static double Match(ReadOnlySpan<char> text, int start, out int end)
    {
        if (MatchVersion4(text, start, out end))
        {
            // Versions of software are written alike.
            bool version = start > 0 && text[start - 1] is 'v' or 'V';
            return version ? 0 : Version4;
        }

        return MatchVersion6(text, start, out end) ? Version6 : 0;
    }

    private static bool MatchVersion4(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        for (int group = 0; group < 4; group++)
        {
            if (group > 0)
            {
                if (end >= text.Length || text[end] != '.')
                {
                    return false;
                }

                end++;
            }

            int first = end;
            int value = 0;
            while (end < text.Length && end - first < 3 && char.IsAsciiDigit(text[end]))
            {
                value = (10 * value) + (text[end++] - '0');
            }

            if (end == first || value > 255 || (end - first > 1 && text[first] == '0'))
            {
                return false;
            }
        }

        return !(end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
            && !(start > 0 && text[start - 1] == '.');
    }

    private static bool MatchVersion6(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        int groups = 0;
        int length = 0;
        bool shortened = false;
        int limit = Math.Min(text.Length, start + LongestVersion6);
        while (end < limit)
        {
            char c = text[end];
            if (char.IsAsciiHexDigit(c))
            {
                groups += length == 0 ? 1 : 0;
                if (++length > 4)
                {
                    return false;
                }
            }
            else if (c == ':')
            {
                if (length == 0 && (shortened || end == start || text[end - 1] != ':'))
                {
                    return false;
                }

                shortened |= length == 0;
                length = 0;
            }
            else
            {
                break;
            }

            end++;
        }

        if (end > start && text[end - 1] == ':' && !(shortened && end > start + 1 && text[end - 2] == ':'))
        {
            // A colon behind the address.
            end--;
        }

        return (shortened ? groups is >= 2 and < 8 : groups == 8) && !(end < text.Length && char.IsAsciiLetterOrDigit(text[end]));
    }
}
