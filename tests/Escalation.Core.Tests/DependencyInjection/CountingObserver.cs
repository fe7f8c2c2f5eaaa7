using Escalation.Decisions;

namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class CountingObserver : IDecisionObserver
{
    public void OnDecided(AgentTurn turn, in EscalationDecision decision)
    {
    }
}
