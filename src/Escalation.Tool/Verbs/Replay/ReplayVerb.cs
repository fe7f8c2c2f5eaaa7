using System.CommandLine;
using System.Globalization;
using System.Text;
using Escalation.DependencyInjection;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;
using Escalation.Triggers.Loops;

namespace Escalation.Tool.Verbs.Replay;

/// <summary><c>replay</c>: recorded histories through the triggers.</summary>
internal static class ReplayVerb
{
    private const string Trigger = "loop";
    private const string Section = "loops";

    internal static Command Create(ToolConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "Histories {name, steps}: a JSON array, or one object a line (JSON Lines); .gz, or - for standard input." };
        var policy = new Option<string?>("--policy") { Description = "The policy document (JSON), as configuration binds it; its loops section says what counts as a loop, the defaults unless given. Other sections are named on standard error, and not replayed.", HelpName = "POLICY.json" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("replay", "Run recorded agent histories through the loop detector and tell where it fires first. Steps count from 1, every element counts.") { file, policy, json };
        command.SetAction(parsed =>
        {
            SharedOptions.RequireOneStandardInput(parsed.GetValue(file), parsed.GetValue(policy));
            PolicyDocument? document = ReadPolicy(parsed.GetValue(policy), console);
            IReadOnlyList<AgentHistory> histories = AgentHistoryReader.Read(parsed.GetRequiredValue(file), console);
            ReplayedHistory[] replayed = [.. histories.Select(history => new ReplayedHistory(history.Name, LoopReplay.Run(history.Steps, document?.Options.Loops)))];
            TellWhatIsLeftOut(document, console);
            Action<ToolConsole, ReplayedHistory[]> write = parsed.GetValue(json) ? WriteJson : WriteTable;
            write(console, replayed);
            return ExitCode.Satisfied;
        });
        return command;
    }

    private static PolicyDocument? ReadPolicy(string? path, ToolConsole console)
    {
        if (path is null)
        {
            return null;
        }

        string text = InputSource.ReadAllText(path, console);
        try
        {
            var document = PolicyDocument.Parse(Encoding.UTF8.GetBytes(text));
            return document.Options.Loops is { Enabled: true }
                ? document
                : throw new ToolException($"{InputSource.NameOf(path)}: the policy has no '{Section}' that are enabled, so a history cannot be replayed through it");
        }
        catch (FormatException exception)
        {
            throw new ToolException($"{InputSource.NameOf(path)}: {ErrorText.MessageOf(exception)}", exception);
        }
    }

    private static void TellWhatIsLeftOut(PolicyDocument? document, ToolConsole console)
    {
        string[] others = [.. (document?.Sections ?? []).Where(section => !section.Equals(Section, StringComparison.OrdinalIgnoreCase))];
        if (others.Length > 0)
        {
            console.Error.WriteLine($"not replayed: {string.Join(", ", others)}");
        }
    }

    private static void WriteJson(ToolConsole console, ReplayedHistory[] replayed) => JsonOutput.Write(console, json =>
    {
        json.WriteStartArray("scenarios");
        foreach (ReplayedHistory history in replayed)
        {
            LoopReplayResult result = history.Result;
            json.WriteStartObject();
            json.WriteString("name", history.Name);
            json.WriteBoolean("fired", result.Fired);
            json.WriteCount("atStep", result.AtStep);
            json.WriteString("trigger", result.Fired ? Trigger : null);
            json.WriteString("reason", result.Fired ? result.Verdict.Reason.Code : null);
            json.WriteCount("period", result.Fired ? result.Verdict.Period : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteTable(ToolConsole console, ReplayedHistory[] replayed)
    {
        Report.Rows(
            console,
            ["history", "at step", "trigger", "reason", "period"],
            replayed.Select(static history => (IReadOnlyList<string>)(history.Result.AtStep is { } step
                ? [history.Name, step.ToString(CultureInfo.InvariantCulture), Trigger, history.Result.Verdict.Reason.Code, history.Result.Verdict.Period.ToString(CultureInfo.InvariantCulture)]
                : [history.Name, "", "", "", ""])));
        console.Output.Write($"{Report.Count(replayed.Count(history => history.Result.Fired))} of {Report.Count(replayed.Length)} histories fire.\n");
    }
}
