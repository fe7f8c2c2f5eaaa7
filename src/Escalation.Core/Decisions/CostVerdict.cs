namespace Escalation.Decisions;

/// <summary>What the cost rule said and by which costs, for the record of a decision.</summary>
/// <param name="Kind">Value, not applicable, missing or fault.</param>
/// <param name="Proposal">What it proposed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Gain">q - p, or NaN.</param>
/// <param name="Costs">The costs that held for the turn.</param>
internal readonly record struct CostVerdict(SignalKind Kind, DecisionOutcome Proposal, Reason Reason, double Gain, DecisionCosts Costs)
{
    /// <summary>The verdict as a signal, for routing.</summary>
    internal Signal ToSignal() => Kind switch
    {
        SignalKind.Value => Proposal > DecisionOutcome.Act ? Signal.Fire(Reason, Proposal, Gain, Costs.RequiredGain) : Signal.Quiet(Gain, Costs.RequiredGain),
        SignalKind.NotApplicable => Signal.NotApplicable(),
        SignalKind.Missing => Signal.Missing(Reason),
        _ => Signal.Fault(Reason),
    };
}
