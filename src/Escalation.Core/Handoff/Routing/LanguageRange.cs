namespace Escalation.Handoff.Routing;

/// <summary>Basic filtering of language tags (RFC 4647, section 3.3.1): the range <c>de</c> takes <c>de</c> and <c>de-CH</c>, but not <c>den</c>.</summary>
internal static class LanguageRange
{
    internal static bool Matches(string range, string tag) =>
        tag.StartsWith(range, StringComparison.OrdinalIgnoreCase) && (tag.Length == range.Length || tag[range.Length] == '-');
}
