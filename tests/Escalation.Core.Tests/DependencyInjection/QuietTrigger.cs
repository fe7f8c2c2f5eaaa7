using Escalation.Decisions;

namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class QuietTrigger : ITrigger
{
    public string Name => "quiet";

    public Signal Evaluate(AgentTurn turn) => Signal.Quiet();
}
