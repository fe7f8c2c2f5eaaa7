using Escalation.Handoff;

namespace Escalation.Core.Tests.Monitoring.Kpis;

/// <summary>A channel that is made later: a desk needs the clock of the bench, and the bench the desk.</summary>
internal sealed class LateChannel(Func<IHandoffChannel> channel) : IHandoffChannel
{
    public ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default) => channel().SendAsync(package, cancellationToken);
}
