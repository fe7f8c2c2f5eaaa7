using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Fires when the parts that fire weigh enough. Every part is asked, always.</summary>
internal sealed class WeightedTrigger : IThresholdTrigger, ICompositeTrigger, IConfigured
{
    private readonly ITrigger[] _parts;
    private readonly WeightedRule _rule;

    internal WeightedTrigger(string name, ITrigger[] parts, WeightedRule rule)
    {
        Name = Guard.NotBlank(name);
        _parts = parts;
        _rule = rule;
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _parts;

    public Threshold Threshold => _rule.Above;

    public DecisionOutcome Outcome => _rule.Outcome;

    public string Configuration => _rule.Configuration;

    public Signal Evaluate(AgentTurn turn)
    {
        var tally = default(WeightedTally);
        for (int i = 0; i < _parts.Length; i++)
        {
            SafeEvaluation.Evaluate(_parts[i], turn, out Signal signal);
            tally.Add(signal, _rule.WeightOf(i));
        }

        return _rule.Join(tally);
    }

    /// <summary>Asks every part again; evaluating is free of side effects.</summary>
    public string? Explain(AgentTurn turn, in Signal signal) =>
        _rule.Describe([.. _parts.Select(part => part.Name)], [.. _parts.Select(part => SafeEvaluation.Evaluate(part, turn))]);
}
