using Escalation.Triggers.Ambiguity;

namespace Escalation.DependencyInjection;

/// <summary>The ambiguity trigger.</summary>
public sealed class AmbiguitySettings
{
    /// <summary>Whether it runs.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>When a request counts as ambiguous; the trigger's own defaults unless changed.</summary>
    public AmbiguityOptions Rules { get; } = new();
}
