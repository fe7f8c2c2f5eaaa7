using Escalation.Handoff.Routing;

namespace Escalation.Handoff.Lifecycle;

/// <summary>Keeps escalations in memory; they end with the process. Safe for concurrent use. Ended ones stay until <see cref="Remove"/> takes them out.</summary>
public sealed class MemoryEscalationStore : IEscalationStore, IQueueLoad
{
    private readonly EscalationIndex _index = new();

    /// <inheritdoc/>
    public int Of(string queue) => _index.LoadOf(Guard.NotBlank(queue));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EscalationEvent>> ReadAsync(string escalationId, CancellationToken cancellationToken = default) =>
        new(_index.Find(Guard.NotBlank(escalationId)) is { } found ? found.Events : (IReadOnlyList<EscalationEvent>)[]);

    /// <inheritdoc/>
    public ValueTask<bool> TryAppendAsync(string escalationId, EscalationEvent happened, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return new ValueTask<bool>(_index.TryAppend(Guard.NotBlank(escalationId), happened));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListLiveAsync(CancellationToken cancellationToken = default) => new(_index.Live());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListOfConversationAsync(string conversationId, CancellationToken cancellationToken = default) =>
        new(_index.OfConversation(Guard.NotBlank(conversationId)));

    /// <summary>Takes escalations out that ended before an instant. One that keeps the agent silent in its conversation has not ended: it is not handed back, or abandoned. An id that was taken out counts as new: keep what may be sent again.</summary>
    /// <param name="endedBefore">The instant of their last event.</param>
    /// <returns>How many were taken out.</returns>
    public int Remove(DateTimeOffset endedBefore) => _index.Remove(endedBefore);
}
