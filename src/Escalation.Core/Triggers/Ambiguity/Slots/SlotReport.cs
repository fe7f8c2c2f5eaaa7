using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>How the slots of one schema are filled.</summary>
/// <remarks>Immutable; making one allocates nothing.</remarks>
public readonly record struct SlotReport
{
    /// <summary>Why the values could not be read, or null. A text that is no JSON object, or gives a slot twice, is <see cref="Reason.ScoreUndefined"/>; one that is too long <see cref="Reason.InputTooLarge"/>.</summary>
    public Reason? Fault { get; private init; }

    /// <summary>A machine-readable detail of the fault, or null.</summary>
    public string? Detail { get; private init; }

    /// <summary>The number of required slots.</summary>
    public int Required { get; internal init; }

    /// <summary>How many required slots have no value.</summary>
    public int Missing { get; internal init; }

    /// <summary>How many slots, required or not, have a value that cannot be one.</summary>
    public int Invalid { get; internal init; }

    /// <summary>The first slot, in the schema's order, that is missing or, where none is, invalid; null when all is well.</summary>
    public string? First { get; internal init; }

    /// <summary>The number of slots that somebody has to ask about: missing and invalid ones. Higher escalates.</summary>
    public int Open => Missing + Invalid;

    internal static SlotReport Without(Reason fault, string detail) => new() { Fault = fault, Detail = detail };
}
