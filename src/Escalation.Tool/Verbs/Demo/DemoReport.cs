using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Demo;

/// <summary>Prints what the demonstration did.</summary>
internal static class DemoReport
{
    internal static void WriteJson(ToolConsole console, DemoSummary summary) => JsonOutput.Write(console, json =>
    {
        json.WriteString("status", summary.AllVerified ? "verified" : "differs");
        json.WriteString("certificate", summary.Folder.Certificate);
        json.WriteString("auditLog", summary.Folder.AuditLog);
        json.WriteString("decisions", summary.Folder.Decisions);
        json.WriteString("calibration", summary.Folder.Calibration);
        json.WriteString("rule", summary.Certificate.Rule);
        json.WriteString("certificateId", summary.Certificate.CertificateId);
        json.WriteBoolean("certificateVerified", summary.CertificateCheck.Agrees);
        json.WriteBoolean("auditVerified", summary.AuditCheck.IsIntact);
        json.WriteNumber("auditRecords", summary.AuditCheck.Count);
        json.WriteString("checkpoint", summary.AuditCheck.Checkpoint.ToString());
        json.WriteString("guarantee", summary.Guarantee.ToString());
        json.WriteNumber("turns", summary.Turns);
        json.WriteNumber("acted", summary.Acted);
        json.WriteNumber("handedOff", summary.HandedOff);
        json.WriteNumber("certifiedRate", (double?)summary.Certificate.Alpha);
        json.WriteNumber("realisedRate", (double?)summary.DelegatedByThreshold);
        json.WriteNumber("accuracyWhereActed", (double?)summary.AccuracyWhereActed);
        json.WriteNumber("accuracyOfActingAlways", (double?)summary.AccuracyOfActingAlways);
        json.WriteStartObject("escalationsByReason");
        foreach ((string reason, int count) in summary.EscalationsByReason)
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
    });

    internal static void WriteTable(ToolConsole console, DemoSummary summary) => Report.Facts(
        console,
        "The whole loop on a simulated help desk: calibrate, decide, hand off, record, verify",
        [
            ("certified rule", summary.Certificate.Rule),
            ("promise", $"at most {Report.Number(summary.Certificate.Alpha)} of the turns fall below it, except with probability {Report.Number(summary.Certificate.Delta)}"),
            ("realised share below it", Report.Short(summary.DelegatedByThreshold)),
            ("what the promise covers", summary.Guarantee.ToString()),
            ("turns", Report.Count(summary.Turns)),
            ("acted", Report.Count(summary.Acted)),
            ("handed off", Report.Count(summary.HandedOff)),
            .. summary.EscalationsByReason.Select(entry => ($"  because of {entry.Reason}", (string?)Report.Count(entry.Count))),
            ("accuracy where it acted", Report.Short(summary.AccuracyWhereActed)),
            ("accuracy of acting always", Report.Short(summary.AccuracyOfActingAlways)),
            ("certificate", $"{summary.Folder.Certificate} ({(summary.CertificateCheck.Agrees ? "verified" : "DIFFERS")})"),
            ("audit log", $"{summary.Folder.AuditLog} ({Report.Count(summary.AuditCheck.Count)} records, {(summary.AuditCheck.IsIntact ? "chain intact" : "BROKEN")})"),
            ("decisions", summary.Folder.Decisions),
            ("calibration data", summary.Folder.Calibration),
        ]);
}
