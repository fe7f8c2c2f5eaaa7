using System.Globalization;
using System.Numerics;

namespace Escalation.Decisions;

/// <summary>Puts decisions and signals into words.</summary>
internal static class ExplanationWriter
{
    internal static string Summarise(in EscalationDecision decision)
    {
        string what = decision.Outcome switch
        {
            DecisionOutcome.Act => "Act",
            DecisionOutcome.Nudge => "Act, but nudge the agent",
            DecisionOutcome.RequestApproval => "Ask for approval of the step",
            DecisionOutcome.EscalateToModel => "Escalate to a stronger model",
            DecisionOutcome.EscalateToPerson => "Escalate to a person",
            DecisionOutcome.SafeStop => "Stop in a safe state",
            _ => "Escalate to a person",
        };
        string text = $"{what}: {decision.Reason}{Compared(decision.Score, decision.Threshold)}.";
        if (double.IsFinite(decision.Threshold) && decision.TriggerIndex >= 0)
        {
            text += $" Threshold: {decision.ThresholdOrigin}.";
        }

        if (double.IsFinite(decision.ExpectedCostOfActing) && double.IsFinite(decision.ExpectedCostOfEscalating))
        {
            text += string.Create(CultureInfo.InvariantCulture, $" Expected cost of acting {decision.ExpectedCostOfActing:G6}, of escalating {decision.ExpectedCostOfEscalating:G6}.");
        }

        if (decision.RouteKey is not null)
        {
            string severity = decision.Severity == Severity.Moderate ? "" : $", severity {decision.Severity}";
            text += $" Route {decision.RouteKey}, priority {decision.Priority}{severity}.";
        }

        if (decision.RestrainedTriggers != 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" Held back by budgets and cool-downs: {BitOperations.PopCount(decision.RestrainedTriggers)}.");
        }

        return $"{text} Guarantee: {decision.Guarantee}.";
    }

    internal static string Describe(in Signal signal)
    {
        string detail = signal.Detail is null ? "" : $" ({signal.Detail})";
        return signal.Kind switch
        {
            SignalKind.NotApplicable when signal.Reason == Reason.BudgetExhausted || signal.Reason == Reason.CoolingDown => $"fires and is held back: {signal.Reason}{Compared(signal.Score, signal.Threshold)}{detail}",
            SignalKind.NotApplicable => "abstains, its optional input is absent or it does not apply",
            SignalKind.Missing => $"has no usable input: {signal.Reason}{detail}",
            SignalKind.Value when signal.Fired => $"fires: {signal.Reason}{Compared(signal.Score, signal.Threshold)}{detail}",
            SignalKind.Value => $"is quiet{Compared(signal.Score, signal.Threshold)}",
            _ => $"failed: {signal.Reason}{detail}",
        };
    }

    private static string Compared(double score, double threshold) => (double.IsFinite(score), double.IsFinite(threshold)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $", score {score:G6} against {threshold:G6}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $", score {score:G6}"),
        _ => "",
    };
}
