namespace Escalation.DependencyInjection;

/// <summary>Settings of the Loop detector.</summary>
public sealed class LoopSettings
{
    /// <summary>Whether it runs.</summary>
    public bool Enabled { get; set; } = true;
}
