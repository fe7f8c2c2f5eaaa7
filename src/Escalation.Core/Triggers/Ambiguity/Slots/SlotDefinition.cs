namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>One slot as configuration can say it.</summary>
public class SlotDefinition
{
    /// <summary>Whether it must have a value.</summary>
    public bool Required { get; set; } = true;

    /// <summary>A regular expression that the whole value must match; null for none. See <see cref="Slot"/>.</summary>
    public string? Pattern { get; set; }

    /// <summary>The only values; empty for any.</summary>
    public IList<string> Values { get; } = [];

    internal Slot ToSlot(string name) => new(name, Required, Pattern, Values.Count > 0 ? Values : null);
}
