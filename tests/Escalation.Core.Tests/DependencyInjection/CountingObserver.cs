using Escalation.Decisions;

namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class CountingObserver : IDecisionObserver
{
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    public void OnDecided(AgentTurn turn, in EscalationDecision decision) => Interlocked.Increment(ref _count);
}
