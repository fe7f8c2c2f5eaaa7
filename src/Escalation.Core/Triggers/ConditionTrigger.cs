using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Lets a part speak only while a condition on the turn's attributes holds. The part is asked, always.</summary>
internal sealed class ConditionTrigger : ITrigger, ICompositeTrigger, IConfigured
{
    private readonly TurnCondition _condition;
    private readonly ITrigger[] _part;

    internal ConditionTrigger(string name, TurnCondition condition, ITrigger part)
    {
        Name = Guard.NotBlank(name);
        _condition = condition;
        _part = [part];
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _part;

    public string Configuration => _condition.Configuration;

    public Signal Evaluate(AgentTurn turn) => _condition.Gate(turn, SafeEvaluation.Evaluate(_part[0], turn));

    public string? Explain(AgentTurn turn, in Signal signal) => $"Heard when {_condition}; {TriggerParts.Describe(_part, turn)}";
}
