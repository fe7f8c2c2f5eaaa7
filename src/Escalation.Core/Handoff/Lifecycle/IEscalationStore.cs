namespace Escalation.Handoff.Lifecycle;

/// <summary>Keeps the events of escalations. Small enough for a database: one table of events, unique on (escalation, sequence).</summary>
/// <remarks>
/// Implementations are safe for concurrent use. It holds packages and people's summaries, and so content: protect it as you protect the queues. A store that also is
/// an <see cref="Routing.IQueueLoad"/> can tell a router how full queues are.
/// </remarks>
public interface IEscalationStore
{
    /// <summary>The events of an escalation.</summary>
    /// <param name="escalationId">The escalation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>All of them, in their order; none when there is no such escalation.</returns>
    ValueTask<IReadOnlyList<EscalationEvent>> ReadAsync(string escalationId, CancellationToken cancellationToken = default);

    /// <summary>Appends an event, if nothing else has come since the events before it, and returns once it is kept. This is what makes one of two people who accept at once the owner.</summary>
    /// <param name="escalationId">The escalation.</param>
    /// <param name="happened">The event; its <see cref="EscalationEvent.Sequence"/> is one more than the number of events that must exist.</param>
    /// <param name="cancellationToken">Gives up; the event is then kept or not.</param>
    /// <returns>False when there are more or fewer events; nothing is kept then.</returns>
    ValueTask<bool> TryAppendAsync(string escalationId, EscalationEvent happened, CancellationToken cancellationToken = default);

    /// <summary>The escalations that are live, see <see cref="EscalationCase.IsLive"/>: handed back and abandoned ones are not, nor are resolved ones that did not take the conversation. The oldest first; others among them do no harm.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<string>> ListLiveAsync(CancellationToken cancellationToken = default);

    /// <summary>The escalations of a conversation, the oldest first.</summary>
    /// <param name="conversationId">The conversation: <see cref="EscalationEvent.Conversation"/> of the first event, or what its package names where that is null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<string>> ListOfConversationAsync(string conversationId, CancellationToken cancellationToken = default);
}
