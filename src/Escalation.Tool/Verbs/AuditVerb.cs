using System.CommandLine;

namespace Escalation.Tool.Verbs;

internal static class AuditVerb
{
    internal static Command Create(ToolConsole console) => new("audit", console.Width.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
