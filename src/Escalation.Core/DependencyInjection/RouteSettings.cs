using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>One route of escalations.</summary>
public sealed class RouteSettings
{
    /// <summary>The route key; the handoff resolves it to a queue.</summary>
    public string Key { get; set; } = "";

    /// <summary>The code of the reason it applies to, for example <c>low-confidence</c>; null for every other reason.</summary>
    public string? When { get; set; }

    /// <summary>How urgent these escalations are.</summary>
    public Priority Priority { get; set; } = Priority.Normal;
}
