using Escalation.Handoff;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>A channel with a dependency.</summary>
internal sealed class NeedyChannel(Limit limit) : IHandoffChannel
{
    public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"At most {limit.Length}.");
}
