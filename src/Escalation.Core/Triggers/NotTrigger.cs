using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Fires when its part is quiet.</summary>
internal sealed class NotTrigger : ITrigger, IInvertingTrigger, IConfigured
{
    private readonly ITrigger[] _part;
    private readonly Reason _reason;
    private readonly DecisionOutcome _outcome;

    internal NotTrigger(string name, ITrigger part, Reason reason, DecisionOutcome outcome)
    {
        Name = Guard.NotBlank(name);
        _part = [part];
        _reason = reason;
        _outcome = TriggerParts.RequireProposal(outcome);
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _part;

    public string Configuration => $"{_reason.Code};{_outcome}";

    public Signal Evaluate(AgentTurn turn) => SignalComposition.Not(SafeEvaluation.Evaluate(_part[0], turn), _reason, _outcome);

    public string? Explain(AgentTurn turn, in Signal signal) => TriggerParts.Describe(_part, turn);
}
