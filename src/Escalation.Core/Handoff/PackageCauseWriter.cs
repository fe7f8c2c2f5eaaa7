using System.Text.Json;
using Escalation.Decisions;
using Escalation.Journal;
using static Escalation.Handoff.PackageTextWriter;

namespace Escalation.Handoff;

/// <summary>Writes why a turn was handed off.</summary>
internal static class PackageCauseWriter
{
    internal static void Write(Utf8JsonWriter writer, EscalationCause why)
    {
        writer.WriteStartObject("why");
        writer.WriteString("outcome", DecisionOutcomeNames.Of(why.Outcome));
        writer.WriteString("reason", why.Reason.Code);
        writer.WriteString("severity", PackageNames.Of(why.Severity));
        WriteText(writer, "summary", why.Summary);
        WriteOptional(writer, "policy", why.Policy);
        JsonNumber.Write(writer, "score", why.Score);
        JsonNumber.Write(writer, "threshold", why.Threshold);
        WriteOptional(writer, "certificateId", why.CertificateId);
        writer.WriteString("guaranteeScope", PackageNames.Of(why.GuaranteeScope));
        WriteStrings(writer, "outsideGuarantee", why.OutsideGuarantee);
        JsonNumber.Write(writer, "modelIsRight", why.ModelIsRight);
        JsonNumber.Write(writer, "expertIsRight", why.ExpertIsRight);
        if (why.Costs is { } costs)
        {
            writer.WriteStartObject("costs");
            writer.WriteNumber("wrongAct", costs.WrongAct);
            writer.WriteNumber("escalation", costs.Escalation);
            writer.WriteEndObject();
        }

        WriteOptional(writer, "decisionClass", why.DecisionClass);
        JsonNumber.Write(writer, "expectedCostOfActing", why.ExpectedCostOfActing);
        JsonNumber.Write(writer, "expectedCostOfEscalating", why.ExpectedCostOfEscalating);
        writer.WriteStartArray("triggers");
        foreach (TriggerFinding finding in why.Triggers)
        {
            WriteFinding(writer, finding);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter writer, TriggerFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("name", finding.Name);
        writer.WriteString("kind", PackageNames.Of(finding.Kind));
        writer.WriteString("proposal", DecisionOutcomeNames.Of(finding.Proposal));
        writer.WriteString("reason", finding.Reason.Code);
        writer.WriteString("severity", PackageNames.Of(finding.Severity));
        JsonNumber.Write(writer, "score", finding.Score);
        JsonNumber.Write(writer, "threshold", finding.Threshold);
        WriteText(writer, "evidence", finding.Evidence);
        writer.WriteEndObject();
    }
}
