using Escalation.Decisions;

namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class SlowTrigger : IAsyncTrigger
{
    public string Name => "slow";

    public async ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return Signal.Quiet();
    }
}
