using System.Collections.Concurrent;
using Escalation.Auditing;

namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class ListSink : IAuditSink
{
    internal ConcurrentQueue<AuditEntry> Entries { get; } = new();

    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default)
    {
        Entries.Enqueue(entry);
        return ValueTask.FromResult(new AuditReceipt(Entries.Count, new string('0', 64)));
    }

    public ValueTask<bool> HasDecisionAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(false);
}
