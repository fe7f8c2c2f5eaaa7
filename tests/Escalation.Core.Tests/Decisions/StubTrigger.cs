using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

/// <summary>A trigger whose answer the test gives.</summary>
internal sealed class StubTrigger(string name, Func<AgentTurn, Signal> evaluate) : ITrigger
{
    public StubTrigger(string name, Signal signal)
        : this(name, _ => signal)
    {
    }

    public int Calls { get; private set; }

    public string Name => name;

    public Signal Evaluate(AgentTurn turn)
    {
        Calls++;
        return evaluate(turn);
    }
}
