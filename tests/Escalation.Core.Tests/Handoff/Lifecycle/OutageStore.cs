using Escalation.Handoff.Lifecycle;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>A store that is away at times, as a database is.</summary>
internal sealed class OutageStore : IEscalationStore
{
    private readonly MemoryEscalationStore _inner = new();

    public bool IsAway { get; set; }

    public ValueTask<IReadOnlyList<EscalationEvent>> ReadAsync(string escalationId, CancellationToken cancellationToken = default) => Reach().ReadAsync(escalationId, cancellationToken);

    public ValueTask<bool> TryAppendAsync(string escalationId, EscalationEvent happened, CancellationToken cancellationToken = default) => Reach().TryAppendAsync(escalationId, happened, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListLiveAsync(CancellationToken cancellationToken = default) => Reach().ListLiveAsync(cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListOfConversationAsync(string conversationId, CancellationToken cancellationToken = default) => Reach().ListOfConversationAsync(conversationId, cancellationToken);

    private MemoryEscalationStore Reach() => IsAway ? throw new IOException("The database is away.") : _inner;
}
