using System.CommandLine;
using System.CommandLine.Parsing;
using Escalation.Tool.Verbs;
using Escalation.Tool.Verbs.Audit;
using Escalation.Tool.Verbs.Calibrate;
using Escalation.Tool.Verbs.Cascade;
using Escalation.Tool.Verbs.Demo;
using Escalation.Tool.Verbs.Evaluate;
using Escalation.Tool.Verbs.Profile;
using Escalation.Tool.Verbs.Replay;
using Escalation.Tool.Verbs.Score;
using Escalation.Tool.Verbs.Targets;
using Escalation.Tool.Verbs.Train;

namespace Escalation.Tool.CommandLine;

/// <summary>The command with all its verbs.</summary>
internal static class CommandTree
{
    private const string CommandName = "escalation";

    private static readonly ParserConfiguration Configuration = new()
    {
        // A file name may start with @, and short options are not bundled.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    /// <summary>Parses a command line; nothing runs yet.</summary>
    internal static ParseResult Parse(IReadOnlyList<string> args, ToolConsole console) => Build(console).Parse(args, Configuration);

    /// <summary>The command line that explains what was meant.</summary>
    internal static string HelpCommandFor(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            names.Add(result.Command is RootCommand ? CommandName : result.Command.Name);
        }

        names.Reverse();
        return $"{string.Join(' ', names)} --help";
    }

    /// <summary>The first word that looks like an option and was taken for the name of a file; null if there is none. After <c>--</c> every word is a name.</summary>
    internal static string? UnknownOption(ParseResult parsed)
    {
        HashSet<string> names = [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static argument => argument.Tokens).Select(static token => token.Value)];
        return parsed.Tokens
            .TakeWhile(static token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && token.Value is ['-', _, ..] && names.Contains(token.Value))
            .Select(static token => token.Value)
            .FirstOrDefault();
    }

    private static RootCommand Build(ToolConsole console)
    {
        var root = new RootCommand("Decides per agent turn whether to act or to escalate: certify thresholds, verify certificates, replay agent histories, train probes and score activations, evaluate confidences, profile models, compare routers, write training targets, check audit logs. Exit codes: 0 done and satisfied, 1 done and the answer is no, 2 bad usage or bad input.")
        {
            CalibrateVerb.Create(console),
            VerifyVerb.Create(console),
            PlanVerb.Create(console),
            ReplayVerb.Create(console),
            ScoreVerb.Create(console),
            TrainVerb.Create(console),
            EvaluateVerb.Create(console),
            ProfileVerb.Create(console),
            CascadeVerb.Create(console),
            TargetsVerb.Create(console),
            AuditVerb.Create(console),
            DemoVerb.Create(console),
        };
        return root;
    }
}
