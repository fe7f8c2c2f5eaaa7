using System.Text.Json;
using Escalation.Decisions;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Writes what <see cref="DecisionReplay"/> needs besides what a decision record says anyway. Additive: whoever does not know it leaves it alone.</summary>
internal static class ReplayEntry
{
    internal const int Version = 1;

    internal static readonly string[] Directions = ["higher-delegates", "lower-delegates", "higher-acts"];

    /// <summary>What the runtime, which this room does not know, gives as reasons when the policy itself fails, and when nobody knows who has the conversation.</summary>
    private static readonly Reason PolicyFault = new("policy-fault"), CustodyUnknown = new("custody-unknown");

    /// <summary>The object <c>replay</c>: <c>{v, fingerprint, asked, source, budget, lead, rule?, otherwise?}</c>.</summary>
    internal static void Write(Utf8JsonWriter writer, EscalationPolicy policy, AuditedTurn audited)
    {
        EscalationDecision decision = audited.Decision;
        bool asked = audited.Signals.Count == policy.TriggerNames.Count && !IsUnasked(decision);
        writer.WriteStartObject("replay");
        writer.WriteNumber("v", Version);
        writer.WriteString("fingerprint", policy.Fingerprint);
        writer.WriteBoolean("asked", asked);
        writer.WriteNumber("source", decision.TriggerIndex);
        writer.WriteNumber("budget", policy.Shape.BudgetIndex);
        writer.WriteNumber("lead", policy.Shape.LeadIndex);
        if (!asked)
        {
            WriteRoute(writer, "otherwise", decision.RouteKey, decision.Priority);
        }
        else
        {
            WriteRule(writer, policy, decision.CostVerdict);
            if (decision.TriggerIndex < 0 && decision.Reason == Reason.NoSignal)
            {
                RouteRule route = policy.Shape.RouteOf(-1, Signal.Missing(Reason.NoSignal), out Priority priority);
                WriteRoute(writer, "otherwise", route.Key, priority);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The members of a trigger: <c>{severity?, restraint?, direction?, route?, priority?}</c>.</summary>
    internal static void WriteTrigger(Utf8JsonWriter writer, EscalationPolicy policy, int index, in Signal signal, bool restrained)
    {
        if (signal.Severity != Severity.Moderate)
        {
            writer.WriteNumber("severity", (int)signal.Severity);
        }

        if (restrained)
        {
            writer.WriteString("restraint", AuditCode.Keep(signal.Fired ? signal.Detail : signal.Reason.Code));
        }

        // Only where the signal is what the comparison says, which a trigger of somebody's own need not be.
        if (policy.DirectionOf(index) is { } direction && signal.Kind == SignalKind.Value && double.IsFinite(signal.Score) && double.IsFinite(signal.Threshold)
            && ScoreComparison.Escalates(direction, signal.Score, signal.Threshold) == signal.Fired)
        {
            writer.WriteString("direction", Directions[(int)direction]);
        }

        if (signal.Fired || signal.Failed)
        {
            RouteRule route = policy.Shape.RouteOf(index, signal, out Priority priority);
            writer.WriteString("route", route.Key);
            writer.WriteNumber("priority", (int)priority);
        }
    }

    /// <summary>Whether the policy answered without asking its triggers, so that what they said, if anything, played no part.</summary>
    private static bool IsUnasked(in EscalationDecision decision) =>
        decision.TriggerIndex < 0 && decision.FiredTriggers == 0 && (decision.Reason == Reason.OwnedByPerson || decision.Reason == Reason.ReentrancyLimit || decision.Reason == PolicyFault || decision.Reason == CustodyUnknown);

    private static void WriteRule(Utf8JsonWriter writer, EscalationPolicy policy, in CostVerdict verdict)
    {
        if (policy.CostRule is not { } rule)
        {
            return;
        }

        Signal signal = verdict.ToSignal();
        writer.WriteStartObject("rule");
        writer.WriteString("said", DecisionEntry.Said(signal));
        writer.WriteString("reason", AuditCode.Keep(verdict.Reason.Code));
        writer.WriteString("proposes", DecisionOutcomeNames.Of(verdict.Proposal));
        writer.WriteBoolean("direct", rule.PredictsGain);
        JsonNumber.Write(writer, "gain", verdict.Gain);
        JsonNumber.Write(writer, "wrongAct", verdict.Costs.WrongAct);
        JsonNumber.Write(writer, "escalation", verdict.Costs.Escalation);
        RouteRule route = policy.Shape.RouteOf(-1, signal, out Priority priority);
        writer.WriteString("route", route.Key);
        writer.WriteNumber("priority", (int)priority);
        writer.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter writer, string name, string? route, Priority priority)
    {
        writer.WriteStartObject(name);
        writer.WriteString("route", route);
        writer.WriteNumber("priority", (int)priority);
        writer.WriteEndObject();
    }
}
