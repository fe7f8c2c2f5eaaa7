using Escalation.Decisions;

namespace Escalation.Benchmarks;

/// <summary>The least a trigger can do: it isolates what the policy itself costs.</summary>
internal sealed class TrivialTrigger(string name) : ITrigger
{
    public string Name => name;

    public Signal Evaluate(AgentTurn turn) => Signal.Quiet();
}
