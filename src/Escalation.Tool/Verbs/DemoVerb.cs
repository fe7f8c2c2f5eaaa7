using System.CommandLine;

namespace Escalation.Tool.Verbs;

internal static class DemoVerb
{
    internal static Command Create(ToolConsole console) => new("demo", console.Width.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
