using Escalation.Triggers.Ambiguity.Slots;

namespace Escalation.DependencyInjection;

/// <summary>The slot trigger: at least one schema, by the name of its intent or tool.</summary>
/// <remarks>The name of an intent, tool or slot cannot hold a colon here, because configuration takes it for a separator.</remarks>
public sealed class SlotSettings : SlotOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;
}
