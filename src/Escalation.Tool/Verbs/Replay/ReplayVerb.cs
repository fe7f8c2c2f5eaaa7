using System.CommandLine;
using System.Globalization;
using System.Text;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;
using Escalation.Triggers.Loops;

namespace Escalation.Tool.Verbs.Replay;

/// <summary><c>replay</c>: recorded histories through the triggers.</summary>
internal static class ReplayVerb
{
    private const string Trigger = "loop";

    internal static Command Create(ToolConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "Histories {name, steps}: a JSON array, or one object a line (JSON Lines); .gz, or - for standard input." };
        var policy = new Option<string?>("--policy") { Description = "The policy document (JSON) whose loops section says what counts as a loop; the defaults unless given.", HelpName = "POLICY.json" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("replay", "Run recorded agent histories through the loop detector and tell where it fires first. Steps count from 1, every element counts.") { file, policy, json };
        command.SetAction(parsed =>
        {
            LoopOptions options = ReadPolicy(parsed.GetValue(policy), console);
            IReadOnlyList<AgentHistory> histories = AgentHistoryReader.Read(parsed.GetRequiredValue(file), console);
            ReplayedHistory[] replayed = [.. histories.Select(history => new ReplayedHistory(history.Name, LoopReplay.Run(history.Steps, options)))];
            Action<ToolConsole, ReplayedHistory[]> write = parsed.GetValue(json) ? WriteJson : WriteTable;
            write(console, replayed);
            return ExitCode.Satisfied;
        });
        return command;
    }

    private static LoopOptions ReadPolicy(string? path, ToolConsole console)
    {
        if (path is null)
        {
            return new LoopOptions();
        }

        string text = InputSource.ReadAllText(path, console);
        try
        {
            return LoopOptionsJson.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (FormatException exception)
        {
            throw new ToolException($"{InputSource.NameOf(path)}: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new ToolException($"{InputSource.NameOf(path)}: the policy holds a text that is not valid Unicode", exception);
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
