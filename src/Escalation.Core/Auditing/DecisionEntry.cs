using System.Text.Json;
using Escalation.Decisions;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Writes what a decision rests on as codes and numbers; requests, answers and messages of exceptions stay out.</summary>
internal static class DecisionEntry
{
    internal static void Write(Utf8JsonWriter writer, AuditedTurn audited)
    {
        EscalationDecision decision = audited.Decision;
        writer.WriteBoolean("enforced", audited.Enforced);
        writer.WriteString("policy", decision.PolicyName);
        if (audited.Turn.Conversation is { } conversation)
        {
            writer.WriteString("conversation", Bounded(conversation.Id));
            writer.WriteNumber("step", conversation.StepCount);
        }

        if (audited.Turn.DecisionClass is { } decisionClass)
        {
            writer.WriteString("class", AuditCode.Keep(decisionClass));
        }

        writer.WriteString("requestSha256", AuditHash.OfText(audited.Turn.Request ?? ""));
        writer.WriteString("outcome", DecisionOutcomeNames.Of(decision.Outcome));
        writer.WriteString("reason", AuditCode.Keep(decision.Reason.Code));
        JsonNumber.Write(writer, "score", decision.Score);
        JsonNumber.Write(writer, "threshold", decision.Threshold);
        writer.WriteString("certificate", decision.ThresholdOrigin.CertificateId);
        WriteGuarantee(writer, decision.Guarantee);
        JsonNumber.Write(writer, "modelIsRight", decision.ModelIsRight);
        JsonNumber.Write(writer, "expertIsRight", decision.ExpertIsRight);
        JsonNumber.Write(writer, "costOfActing", decision.ExpectedCostOfActing);
        JsonNumber.Write(writer, "costOfEscalating", decision.ExpectedCostOfEscalating);
        writer.WriteString("route", decision.RouteKey);
        writer.WriteNumber("priority", (int)decision.Priority);
        if (decision.Severity != Severity.Moderate)
        {
            writer.WriteNumber("severity", (int)decision.Severity);
        }

        WriteTriggers(writer, audited);
        if (audited.Policy is { } policy)
        {
            ReplayEntry.Write(writer, policy, audited);
        }
    }

    private static void WriteGuarantee(Utf8JsonWriter writer, Guarantee guarantee)
    {
        writer.WriteStartObject("guarantee");
        writer.WriteString("scope", guarantee.Scope switch
        {
            GuaranteeScope.Full => "full",
            GuaranteeScope.Partial => "partial",
            _ => "none",
        });
        WriteNames(writer, "certificates", guarantee.CertificateIds);
        WriteNames(writer, "outside", guarantee.Outside);
        writer.WriteEndObject();
    }

    private static void WriteTriggers(Utf8JsonWriter writer, AuditedTurn audited)
    {
        writer.WriteStartArray("triggers");
        for (int i = 0; i < audited.Signals.Count && i < audited.TriggerNames.Count; i++)
        {
            ulong bit = 1UL << i;
            bool restrained = (audited.Decision.RestrainedTriggers & bit) != 0;
            bool skipped = (audited.Decision.SkippedTriggers & bit) != 0;
            Signal signal = audited.Signals[i];
            writer.WriteStartObject();
            writer.WriteString("name", audited.TriggerNames[i]);
            writer.WriteString("said", skipped ? "skipped" : restrained && !signal.Fired ? "held-back" : Said(signal));
            if (!skipped && (signal.Fired || signal.Failed || restrained))
            {
                writer.WriteString("reason", AuditCode.Keep(signal.Reason.Code));
                writer.WriteString("proposes", DecisionOutcomeNames.Of(signal.Proposal));
                writer.WriteString("detail", AuditCode.Keep(signal.Detail));
            }

            if (!skipped)
            {
                JsonNumber.Write(writer, "score", signal.Score);
                JsonNumber.Write(writer, "threshold", signal.Threshold);
            }

            if (!skipped && audited.Policy is { } policy)
            {
                ReplayEntry.WriteTrigger(writer, policy, i, signal, restrained);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static string Said(in Signal signal) => signal.Kind switch
    {
        SignalKind.NotApplicable => "abstains",
        SignalKind.Missing => "missing",
        SignalKind.Value => signal.Fired ? "fires" : "quiet",
        _ => "fault",
    };

    private static void WriteNames(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static string Bounded(string id) => id.Length <= AuditEntry.MaximumIdLength ? id : AuditHash.OfText(id);
}
