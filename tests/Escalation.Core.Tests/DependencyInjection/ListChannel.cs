using System.Collections.Concurrent;
using Escalation.Handoff;

namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class ListChannel : IHandoffChannel
{
    internal ConcurrentQueue<ContextPackage> Packages { get; } = new();

    public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default)
    {
        Packages.Enqueue(package);
        return ValueTask.FromResult(new HandoffReceipt(package.EscalationId, package.Route.Queue, package.CreatedAt));
    }
}
