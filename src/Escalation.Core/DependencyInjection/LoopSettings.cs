using Escalation.Triggers.Loops;

namespace Escalation.DependencyInjection;

/// <summary>The loop detector.</summary>
public sealed class LoopSettings
{
    /// <summary>Whether it runs.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>When repetition counts as a loop; the reference rules unless changed.</summary>
    public LoopOptions Rules { get; } = new();
}
