namespace Escalation.Handoff;

/// <summary>Renders packages for people: as Markdown for ticket systems and chats, and as plain text for mail and consoles.</summary>
/// <remarks>
/// English labels around the turn's own words. Whatever the user, the agent or a tool wrote is quoted: it cannot forge a heading, a link, HTML or a fact, and characters that
/// hide or reorder text (bidi controls, escape sequences, tag characters) are shown as <c>[U+202E]</c>. Bounded like the package. Numbers are invariant. Pure.
/// </remarks>
public static class ContextPackageText
{
    /// <summary>Renders a package as Markdown (CommonMark).</summary>
    /// <param name="package">The package.</param>
    public static string ToMarkdown(ContextPackage package) => Write(package, new MarkdownPage());

    /// <summary>Renders a package as plain text.</summary>
    /// <param name="package">The package.</param>
    public static string ToPlainText(ContextPackage package) => Write(package, new PlainPage());

    private static string Write(ContextPackage package, IPackagePage page)
    {
        ArgumentNullException.ThrowIfNull(package);
        new PackageReport(package, page).Write();
        return page.ToString()!;
    }
}
