namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>Whether a text can be a slot's value. Called concurrently; throwing is a fault, which escalates.</summary>
/// <param name="value">The value without white space at its ends.</param>
public delegate bool SlotPredicate(ReadOnlySpan<char> value);
