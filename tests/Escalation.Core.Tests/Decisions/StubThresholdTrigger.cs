using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

/// <summary>Compares a number of the turn with a threshold.</summary>
internal sealed class StubThresholdTrigger(string name, Threshold threshold, Func<AgentTurn, double> score, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson) : IThresholdTrigger
{
    public string Name => name;

    public Threshold Threshold => threshold;

    public DecisionOutcome Outcome => outcome;

    public Signal Evaluate(AgentTurn turn) => Signal.Compare(
        score(turn),
        threshold,
        threshold.Purpose == ThresholdPurpose.Budget ? Reason.DelegationValue : Reason.LowConfidence,
        outcome);

    internal static StubThresholdTrigger Confidence(Threshold threshold, string name = "confidence", DecisionOutcome outcome = DecisionOutcome.EscalateToPerson) =>
        new(name, threshold, turn => turn.Confidence ?? double.NaN, outcome);

    internal static StubThresholdTrigger Delegation(Threshold threshold, string name = "delegation", DecisionOutcome outcome = DecisionOutcome.EscalateToPerson) =>
        new(name, threshold, turn => turn.DelegationValue ?? double.NaN, outcome);
}
