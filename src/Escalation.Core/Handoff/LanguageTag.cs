namespace Escalation.Handoff;

/// <summary>BCP 47 language tags: what is well-formed enough to look up, and the order of the look-up.</summary>
internal static class LanguageTag
{
    private const int LongestTag = 64;

    /// <summary>Whether the text is built like a tag: subtags of one to eight letters and digits joined by hyphens, letters first.</summary>
    internal static bool IsWellFormed(string? text) =>
        text is { Length: > 1 and <= LongestTag }
        && text.Split('-') is var subtags
        && subtags[0].Length is > 1 and <= 8 && subtags[0].All(char.IsAsciiLetter)
        && subtags.All(subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));

    /// <summary>The tag and what it falls back to, ending with the default: subtags are dropped from the right, and with one the single letter that introduced it. RFC 4647, section 3.4.</summary>
    /// <remarks>An underscore, as some platforms write it, counts as a hyphen. A text that is no tag leads to the default at once.</remarks>
    internal static List<string> Lookup(string? text, string fallback)
    {
        var chain = new List<string>();
        string? tag = text?.Replace('_', '-');
        if (IsWellFormed(tag))
        {
            for (string rest = tag!; rest.Length > 0; rest = Shorten(rest))
            {
                chain.Add(rest);
            }
        }

        for (string rest = fallback; rest.Length > 0; rest = Shorten(rest))
        {
            chain.Add(rest);
        }

        return chain;
    }

    private static string Shorten(string tag)
    {
        int cut = tag.LastIndexOf('-');
        if (cut < 0)
        {
            return "";
        }

        return cut > 1 && tag[cut - 2] == '-' ? tag[..(cut - 2)] : tag[..cut];
    }
}
