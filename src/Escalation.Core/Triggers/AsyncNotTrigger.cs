using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Fires when its part is quiet.</summary>
internal sealed class AsyncNotTrigger : IAsyncTrigger, IInvertingTrigger, IConfigured
{
    private readonly IAsyncTrigger[] _part;
    private readonly Reason _reason;
    private readonly DecisionOutcome _outcome;

    internal AsyncNotTrigger(string name, IAsyncTrigger part, Reason reason, DecisionOutcome outcome)
    {
        Name = Guard.NotBlank(name);
        _part = [part];
        _reason = reason;
        _outcome = TriggerParts.RequireProposal(outcome);
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _part;

    public string Configuration => $"{_reason.Code};{_outcome}";

    public async ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        Signal[] signals = await AsyncParts.EvaluateAsync(_part, turn, cancellationToken).ConfigureAwait(false);
        return SignalComposition.Not(signals[0], _reason, _outcome);
    }
}
