using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Fires when the parts that fire weigh enough; parts are asked side by side.</summary>
internal sealed class AsyncWeightedTrigger : IAsyncTrigger, ICompositeTrigger, IConfigured
{
    private readonly IAsyncTrigger[] _parts;
    private readonly WeightedRule _rule;

    internal AsyncWeightedTrigger(string name, IAsyncTrigger[] parts, WeightedRule rule)
    {
        Name = Guard.NotBlank(name);
        _parts = parts;
        _rule = rule;
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _parts;

    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_rule.Configuration};{_rule.Above.Value:R};{_rule.Outcome}");

    public async ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        Signal[] signals = await AsyncParts.EvaluateAsync(_parts, turn, cancellationToken).ConfigureAwait(false);
        var tally = default(WeightedTally);
        for (int i = 0; i < signals.Length; i++)
        {
            tally.Add(signals[i], _rule.WeightOf(i));
        }

        return _rule.Join(tally);
    }

    /// <summary>Parts are not asked again: they may have to wait for others.</summary>
    public string? Explain(AgentTurn turn, in Signal signal) => _rule.Describe([.. _parts.Select(part => part.Name)]);
}
