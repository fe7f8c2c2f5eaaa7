namespace Escalation.Handoff;

/// <summary>A hub's word on a handoff, as the event <c>handoff.status</c> carries it.</summary>
/// <param name="ConversationId">The conversation; by it the handoff is known.</param>
/// <param name="State">What became of it.</param>
/// <param name="Message">The hub's words, or null. They are content: not for logs.</param>
public sealed record HandoffStatusEvent(string ConversationId, HandoffEventState State, string? Message = null)
{
    /// <summary>Shows conversation and state, never the message.</summary>
    public override string ToString() => $"HandoffStatusEvent {ConversationId}: {State}";
}
