namespace Escalation.Handoff;

/// <summary>The text of addresses in packages: absolute URIs with their scheme, since a bare path is absolute on some systems and nothing on others.</summary>
internal static class PackageLocation
{
    /// <summary>As the caller wrote it, where that has a scheme.</summary>
    internal static string TextOf(Uri location) => HasScheme(location.OriginalString) ? location.OriginalString : location.AbsoluteUri;

    internal static bool TryParse(string? text, out Uri? location)
    {
        location = null;
        return text is not null && HasScheme(text) && Uri.TryCreate(text, UriKind.Absolute, out location);
    }

    private static bool HasScheme(string text) => text.IndexOf(':', StringComparison.Ordinal) is var colon && colon > 1 && Uri.CheckSchemeName(text[..colon]);
}
