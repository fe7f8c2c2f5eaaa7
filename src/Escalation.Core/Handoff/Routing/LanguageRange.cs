namespace Escalation.Handoff.Routing;

/// <summary>Basic filtering of language tags (RFC 4647, section 3.3.1): the range <c>de</c> takes <c>de</c> and <c>de-CH</c>, but not <c>den</c>. An underscore, as some platforms write it, counts as a hyphen.</summary>
internal static class LanguageRange
{
    internal static bool Matches(string range, string tag)
    {
        string hyphened = tag.Replace('_', '-');
        return hyphened.StartsWith(range.Replace('_', '-'), StringComparison.OrdinalIgnoreCase) && (hyphened.Length == range.Length || hyphened[range.Length] == '-');
    }
}
