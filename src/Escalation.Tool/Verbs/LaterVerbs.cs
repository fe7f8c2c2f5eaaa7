using System.CommandLine;

namespace Escalation.Tool.Verbs;

/// <summary>Verbs that the contract names and this version does not have yet. Each says so instead of being unknown.</summary>
internal static class LaterVerbs
{
    private const string Evaluation = "the release that completes prediction and evaluation";

    /// <summary>The verbs of the command itself.</summary>
    internal static IEnumerable<Command> Create() =>
    [
        Later("cascade", "compare the routing rules of a cascade", Evaluation),
        Later("targets", "targets for supervised fine-tuning", Evaluation),
    ];

    private static Command Later(string name, string purpose, string release)
    {
        var command = new Command(name, $"Not in this version: {purpose}; comes with {release}.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(int (ParseResult _) => throw new ToolException($"{name} is not in this version; it comes with {release}"));
        return command;
    }
}
