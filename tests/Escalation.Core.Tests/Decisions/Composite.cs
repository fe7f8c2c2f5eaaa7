using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

/// <summary>A composition whose parts the test gives, also such as no composition of the library would accept.</summary>
internal sealed class Composite(string name, IReadOnlyList<object> children) : ITrigger, ICompositeTrigger
{
    public string Name => name;

    public IReadOnlyList<object> Children => children;

    public Signal Evaluate(AgentTurn turn) => Signal.Quiet();
}
