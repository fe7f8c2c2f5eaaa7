namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>One schema as configuration can say it.</summary>
public class SlotSchemaOptions
{
    /// <summary>The slots by name; at least one.</summary>
    public IDictionary<string, SlotDefinition> Slots { get; } = new Dictionary<string, SlotDefinition>(StringComparer.Ordinal);

    internal SlotSchema ToSchema(string name) => new(name, Slots.Select(slot => slot.Value.ToSlot(slot.Key)));
}
