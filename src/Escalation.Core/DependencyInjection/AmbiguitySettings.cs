namespace Escalation.DependencyInjection;

/// <summary>Settings of the Ambiguity detector.</summary>
public sealed class AmbiguitySettings
{
    /// <summary>Whether it runs.</summary>
    public bool Enabled { get; set; } = true;
}
