using Escalation.Triggers.Loops;

namespace Escalation.DependencyInjection;

/// <summary>The loop detector: that the section is there turns it on, with the reference rules unless it changes them.</summary>
/// <remarks>The name of a tool cannot hold a colon here, because configuration takes it for a separator.</remarks>
public sealed class LoopSettings : LoopOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The rules are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;
}
