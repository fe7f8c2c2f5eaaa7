using Escalation.Handoff.Lifecycle;

namespace Escalation.Core.Tests.Handoff.Lifecycle;

/// <summary>A store in front of another one, where a test steps in between.</summary>
internal sealed class HookedStore(IEscalationStore inner) : IEscalationStore
{
    private int _reads;

    /// <summary>Runs before a read, which is counted from 1.</summary>
    public Func<int, ValueTask> BeforeRead { get; set; } = static _ => ValueTask.CompletedTask;

    /// <summary>Runs before an append.</summary>
    public Func<ValueTask> BeforeAppend { get; set; } = static () => ValueTask.CompletedTask;

    public async ValueTask<IReadOnlyList<EscalationEvent>> ReadAsync(string escalationId, CancellationToken cancellationToken = default)
    {
        await BeforeRead(++_reads);
        return await inner.ReadAsync(escalationId, cancellationToken);
    }

    public async ValueTask<bool> TryAppendAsync(string escalationId, EscalationEvent happened, CancellationToken cancellationToken = default)
    {
        await BeforeAppend();
        return await inner.TryAppendAsync(escalationId, happened, cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> ListLiveAsync(CancellationToken cancellationToken = default) => inner.ListLiveAsync(cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListOfConversationAsync(string conversationId, CancellationToken cancellationToken = default) => inner.ListOfConversationAsync(conversationId, cancellationToken);
}
