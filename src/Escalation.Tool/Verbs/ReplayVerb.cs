using System.CommandLine;

namespace Escalation.Tool.Verbs;

internal static class ReplayVerb
{
    internal static Command Create(ToolConsole console) => new("replay", console.Width.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
