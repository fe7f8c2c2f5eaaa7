using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>All, any or at least k of its parts. Every part is asked, always.</summary>
internal sealed class QuorumTrigger : ITrigger, ICompositeTrigger, IConfigured
{
    private readonly ITrigger[] _parts;
    private readonly int _needed;

    internal QuorumTrigger(string name, int needed, ITrigger[] parts)
    {
        Name = Guard.NotBlank(name);
        _needed = needed;
        _parts = parts;
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _parts;

    public string Configuration => _needed.ToString(CultureInfo.InvariantCulture);

    public Signal Evaluate(AgentTurn turn)
    {
        var tally = default(SignalTally);
        foreach (ITrigger part in _parts)
        {
            tally.Add(SafeEvaluation.Evaluate(part, turn));
        }

        return SignalComposition.Quorum(tally, _needed);
    }

    public string? Explain(AgentTurn turn, in Signal signal) => TriggerParts.Describe(_parts, turn);
}
