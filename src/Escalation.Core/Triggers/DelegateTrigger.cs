using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>A trigger written as a function.</summary>
internal sealed class DelegateTrigger(string name, Func<AgentTurn, Signal> evaluate) : ITrigger
{
    public string Name { get; } = Guard.NotBlank(name);

    public Signal Evaluate(AgentTurn turn) => evaluate(turn);
}
