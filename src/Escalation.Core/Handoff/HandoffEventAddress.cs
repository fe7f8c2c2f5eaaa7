namespace Escalation.Handoff;

/// <summary>Where a hand-off event comes from. Every part is optional.</summary>
/// <param name="ConversationId">The conversation on the channel; the package's own when null.</param>
/// <param name="ChannelId">The channel, for example <c>webchat</c>.</param>
/// <param name="BotId">The agent's id on the channel.</param>
/// <param name="UserId">The user's id on the channel.</param>
/// <param name="ServiceUrl">Where the channel takes activities.</param>
/// <param name="ReplyToId">The activity that the event answers.</param>
public sealed record HandoffEventAddress(
    string? ConversationId = null,
    string? ChannelId = null,
    string? BotId = null,
    string? UserId = null,
    string? ServiceUrl = null,
    string? ReplyToId = null);
