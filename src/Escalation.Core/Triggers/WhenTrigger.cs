using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Lets a part speak only while a condition fires. Both are asked, always: the condition mutes a proposal and never a failure.</summary>
internal sealed class WhenTrigger : ITrigger, ICompositeTrigger
{
    private readonly ITrigger[] _parts;

    internal WhenTrigger(string name, ITrigger condition, ITrigger then)
    {
        Name = Guard.NotBlank(name);
        _parts = [condition, then];
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _parts;

    public Signal Evaluate(AgentTurn turn)
    {
        Signal condition = SafeEvaluation.Evaluate(_parts[0], turn);
        Signal part = SafeEvaluation.Evaluate(_parts[1], turn);
        return SignalComposition.When(condition, part);
    }

    public string? Explain(AgentTurn turn, in Signal signal) => TriggerParts.Describe(_parts, turn);
}
