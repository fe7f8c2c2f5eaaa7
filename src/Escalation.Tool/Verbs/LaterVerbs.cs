using System.CommandLine;

namespace Escalation.Tool.Verbs;

/// <summary>Verbs that the contract names and this version does not have yet. Each says so instead of being unknown.</summary>
internal static class LaterVerbs
{
    private const string Audit = "the release that completes handoff and audit";

    /// <summary>The verbs under <c>audit</c>.</summary>
    internal static IEnumerable<Command> CreateAudit() =>
    [
        Later("kpis", "key figures of escalation"),
        Later("show", "a view of the log for people"),
        Later("export", "export the log"),
    ];

    private static Command Later(string name, string purpose)
    {
        var command = new Command(name, $"Not in this version: {purpose}; comes with {Audit}.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(int (ParseResult _) => throw new ToolException($"audit {name} is not in this version; it comes with {Audit}"));
        return command;
    }
}
