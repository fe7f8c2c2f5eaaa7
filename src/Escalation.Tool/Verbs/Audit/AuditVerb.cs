using System.CommandLine;

namespace Escalation.Tool.Verbs.Audit;

/// <summary><c>audit</c>: what concerns audit logs.</summary>
internal static class AuditVerb
{
    internal const string LogHelp = "The audit log: a file (JSON Lines, .gz as well) or the folder of its segments; it may be in use. - for standard input.";

    internal static Command Create(ToolConsole console) => new("audit", "Verify audit logs, compute key figures from them, read them, and export them.")
    {
        AuditVerifyVerb.Create(console),
        AuditKpisVerb.Create(console),
        AuditShowVerb.Create(console),
        AuditExportVerb.Create(console),
    };
}
