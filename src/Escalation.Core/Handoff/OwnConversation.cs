namespace Escalation.Handoff;

/// <summary>A conversation whose id redaction or a limit changed.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="Shown">What the package says instead; a package that says something else by now is about another conversation.</param>
internal sealed record OwnConversation(string Id, string? Shown)
{
    internal static OwnConversation? Of(string? id, string? shown) => id is null || string.Equals(id, shown, StringComparison.Ordinal) ? null : new OwnConversation(id, shown);

    /// <summary>The own id of a package's conversation; null where the package says it.</summary>
    internal static string? IdOf(ContextPackage package) => package.OwnConversation is { } own && string.Equals(own.Shown, package.ConversationId, StringComparison.Ordinal) ? own.Id : null;
}
