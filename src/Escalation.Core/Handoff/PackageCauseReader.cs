using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Reads why a turn was handed off.</summary>
internal static class PackageCauseReader
{
    internal static EscalationCause Read(JsonElement json, int version)
    {
        var members = new PackageObject(json, "The cause");
        var cause = new EscalationCause
        {
            Outcome = PackageNames.Outcome(members.Text("outcome")),
            Reason = new Reason(members.Text("reason")),
            Severity = version == 1 ? Severity.Moderate : PackageNames.SeverityOf(members.Text("severity")),
            Summary = PackageTextReader.Read(members.Required("summary")),
            Policy = members.OptionalText("policy"),
            Score = members.Number("score"),
            Threshold = members.Number("threshold"),
            CertificateId = members.OptionalText("certificateId"),
            GuaranteeScope = PackageNames.Scope(members.Text("guaranteeScope")),
            OutsideGuarantee = members.List("outsideGuarantee", name => PackageObject.Text(name, "outsideGuarantee")),
            ModelIsRight = members.Number("modelIsRight"),
            ExpertIsRight = members.Number("expertIsRight"),
            ExpectedCostOfActing = members.Number("expectedCostOfActing"),
            ExpectedCostOfEscalating = members.Number("expectedCostOfEscalating"),
            Costs = version > 1 && members.Optional("costs") is { } costs ? ReadCosts(costs) : null,
            DecisionClass = version > 1 ? members.OptionalText("decisionClass") : null,
            Triggers = members.List("triggers", finding => ReadFinding(finding, version)),
        };
        members.Done();
        return cause;
    }

    private static DecisionCosts ReadCosts(JsonElement json)
    {
        var members = new PackageObject(json, "The costs");
        var costs = new DecisionCosts(members.Number("wrongAct"), members.Number("escalation"));
        members.Done();
        return costs;
    }

    private static TriggerFinding ReadFinding(JsonElement json, int version)
    {
        var members = new PackageObject(json, "A trigger's finding");
        var finding = new TriggerFinding(
            members.Text("name"),
            PackageNames.Kind(members.Text("kind")),
            PackageNames.Outcome(members.Text("proposal")),
            new Reason(members.Text("reason")),
            members.Number("score"),
            members.Number("threshold"),
            PackageTextReader.Read(members.Required("evidence")))
        {
            Severity = version == 1 ? Severity.Moderate : PackageNames.SeverityOf(members.Text("severity")),
        };
        members.Done();
        return finding;
    }
}
