using System.CommandLine;
using System.Text.Json;
using Escalation.Auditing;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary><c>audit</c>: what concerns audit logs; in this version their verification.</summary>
internal static class AuditVerb
{
    internal static Command Create(ToolConsole console)
    {
        var command = new Command("audit", "Check audit logs.") { CreateVerify(console) };
        foreach (Command later in LaterVerbs.CreateAudit())
        {
            command.Add(later);
        }

        return command;
    }

    private static Command CreateVerify(ToolConsole console)
    {
        var log = new Argument<string>("LOG") { Description = "The audit log (JSON Lines); it may be in use. - for standard input." };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "What is known from outside the log: the number of its records and the hash of the last one. Without it a log that was cut at its end, or rewritten as a whole, looks sound.", HelpName = "COUNT:HASH" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("verify", "Verify the hash chain of an audit log; exit code 1 names the first bad record.") { log, checkpoint, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(log);
            AuditVerification found = Verify(path, ReadCheckpoint(parsed.GetValue(checkpoint)), console);
            Write(console, InputSource.NameOf(path), found, parsed.GetValue(json));
            return found.IsIntact ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }

    private static AuditCheckpoint? ReadCheckpoint(string? text)
    {
        try
        {
            return text is null ? null : AuditCheckpoint.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ToolException($"--checkpoint must be COUNT:HASH with 64 lower-case hexadecimal digits, but was {ErrorText.Quote(text!)}", exception);
        }
    }

    private static AuditVerification Verify(string path, AuditCheckpoint? checkpoint, ToolConsole console) => InputSource.Guarded(path, () =>
    {
        using Stream log = InputSource.OpenSeekable(path, console);
        return log.Length == 0 && checkpoint is null
            ? throw new ToolException($"{InputSource.NameOf(path)}: the file is empty, so there is no record to verify")
            : AuditVerifier.Verify(log, checkpoint);
    });

    private static void Write(ToolConsole console, string name, AuditVerification found, bool asJson)
    {
        string defect = JsonNamingPolicy.CamelCase.ConvertName(found.Defect.ToString());
        if (asJson)
        {
            JsonOutput.Write(console, json =>
            {
                json.WriteString("status", found.IsIntact ? "verified" : "broken");
                json.WriteBoolean("intact", found.IsIntact);
                json.WriteNumber("records", found.Count);
                json.WriteString("lastHash", found.LastHash);
                json.WriteString("checkpoint", found.Checkpoint.ToString());
                json.WriteCount("firstBad", found.FirstBad);
                json.WriteString("defect", defect);
                json.WriteString("message", found.Message);
            });
        }
        else
        {
            Report.Facts(
                console,
                found.IsIntact ? "Verified: the chain is intact" : "Not verified: the log is broken",
                [
                    ("sound records", Report.Count(found.Count)),
                    ("first bad record", found.FirstBad is { } bad ? Report.Count(bad) : null),
                    ("defect", found.IsIntact ? null : defect),
                    ("checkpoint", found.Checkpoint.ToString()),
                ]);
        }

        if (!found.IsIntact)
        {
            console.Error.WriteLine(ErrorText.OneLine($"{name}: {found.Message}", 600));
        }
    }
}
