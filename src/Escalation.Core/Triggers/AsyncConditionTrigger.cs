using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Lets a part speak only while a condition on the turn's attributes holds. The part is asked, always.</summary>
internal sealed class AsyncConditionTrigger : IAsyncTrigger, ICompositeTrigger, IConfigured
{
    private readonly TurnCondition _condition;
    private readonly IAsyncTrigger[] _part;

    internal AsyncConditionTrigger(string name, TurnCondition condition, IAsyncTrigger part)
    {
        Name = Guard.NotBlank(name);
        _condition = condition;
        _part = [part];
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _part;

    public string Configuration => _condition.Configuration;

    public async ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        Signal[] signals = await AsyncParts.EvaluateAsync(_part, turn, cancellationToken).ConfigureAwait(false);
        return _condition.Gate(turn, signals[0]);
    }

    public string? Explain(AgentTurn turn, in Signal signal) => $"Heard when {_condition}.";
}
