using Escalation.Triggers.Ambiguity.Attribution;

namespace Escalation.DependencyInjection;

/// <summary>The attribution trigger: that the section is there turns it on. It takes the schemas of <see cref="EscalationOptions.Slots"/> where there are some.</summary>
public sealed class AttributionSettings : AttributionOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;
}
