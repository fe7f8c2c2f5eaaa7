using Escalation.Triggers.Ambiguity;

namespace Escalation.DependencyInjection;

/// <summary>The ambiguity trigger: that the section is there turns it on, with the trigger's own defaults unless it changes them.</summary>
public sealed class AmbiguitySettings : AmbiguityOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;
}
