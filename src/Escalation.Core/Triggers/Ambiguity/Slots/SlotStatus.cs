namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>What is known of one slot.</summary>
public enum SlotStatus
{
    /// <summary>It has no value, or one that only stands for a missing one, such as <c>unknown</c>. The default.</summary>
    Missing = 0,

    /// <summary>It has a value that cannot be one.</summary>
    Invalid,

    /// <summary>It has a value that passes every check.</summary>
    Filled,
}
