namespace Escalation.Decisions;

/// <summary>What the triggers of a policy bring along, parts of compositions included.</summary>
/// <param name="Slots">The conversation state that they read.</param>
/// <param name="Prepared">Those that gather something before a turn is decided.</param>
internal sealed record PolicyParts(IReadOnlyList<ConversationSlot> Slots, IReadOnlyList<IPreparedTrigger> Prepared);
