using System.CommandLine;
using System.Text.Json;
using Escalation.Auditing;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary><c>audit verify</c>: the hash chain, checkpoints from outside, and whether the decisions follow from their records.</summary>
internal static class AuditVerifyVerb
{
    internal static Command Create(ToolConsole console)
    {
        var log = new Argument<string>("LOG") { Description = AuditVerb.LogHelp };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "What is known from outside the log: the number of its records and the hash of the last one. Without it a log that was cut at its end, or rewritten as a whole, looks sound.", HelpName = "COUNT:HASH" };
        var checkpoints = new Option<string?>("--checkpoints") { Description = "Signed checkpoints (JSON Lines), as the log published them. Needs --key.", HelpName = "FILE" };
        var keys = new Option<string[]>("--key") { Description = "A key that signs checkpoints, by its id: a PEM file for ECDSA (the public half is enough), else a file whose bytes are the secret of an HMAC. May be given more than once.", HelpName = "ID=FILE" };
        var replay = new Option<bool>("--replay") { Description = "Derive every decision again from its record and compare." };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("verify", "Verify the hash chain of an audit log; exit code 1 names the first bad record.") { log, checkpoint, checkpoints, keys, replay, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(log);
            string? signed = parsed.GetValue(checkpoints);
            string[] given = parsed.GetValue(keys) ?? [];
            AuditCheckpoint? known = ReadCheckpoint(parsed.GetValue(checkpoint));
            Require(signed is null == (given.Length == 0), "--checkpoints and --key need each other");
            Require(signed is null || known is null, "--checkpoint and --checkpoints cannot be combined");
            using AuditSource source = AuditSource.Open(path, console);
            if (known is null && signed is null)
            {
                source.RequireRecords();
            }

            AuditVerification found = signed is null ? source.Verify(known) : source.Verify(CheckpointFiles.Read(signed), CheckpointFiles.Keys(given));
            ReplayCount? replayed = parsed.GetValue(replay) && found.IsIntact ? source.Read(ReplayCount.Of) : null;
            string? wrong = Wrong(found, signed is not null, replayed);
            Write(console, found, replayed, wrong, parsed.GetValue(json));
            if (wrong is not null)
            {
                console.Error.WriteLine(ErrorText.OneLine($"{source.Name}: {wrong}", 600));
            }

            return wrong is null ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }

    /// <summary>Why the answer is no; null when it is yes. Checkpoints that nobody could check are no confirmation.</summary>
    private static string? Wrong(AuditVerification found, bool isSigned, ReplayCount? replayed) =>
        !found.IsIntact ? found.Message
        : isSigned && found.ValidCheckpoints == 0 ? $"The chain is intact, but none of {found.UnverifiableCheckpoints} checkpoints is signed with a key that was given."
        : replayed?.Message;

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

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ToolException(message);
        }
    }

    private static void Write(ToolConsole console, AuditVerification found, ReplayCount? replayed, string? wrong, bool asJson)
    {
        string defect = JsonNamingPolicy.CamelCase.ConvertName(found.Defect.ToString());
        if (asJson)
        {
            JsonOutput.Write(console, json =>
            {
                json.WriteString("status", found.IsIntact ? wrong is null ? "verified" : "unconfirmed" : "broken");
                json.WriteBoolean("intact", found.IsIntact);
                json.WriteNumber("records", found.Count);
                json.WriteString("lastHash", found.LastHash);
                json.WriteString("checkpoint", found.Checkpoint.ToString());
                json.WriteCount("firstBad", found.FirstBad);
                json.WriteString("defect", defect);
                json.WriteString("message", wrong ?? found.Message);
                json.WriteCount("segment", found.Segment);
                json.WriteNumber("removed", found.Removed);
                json.WriteNumber("abandoned", found.Abandoned);
                json.WriteNumber("validCheckpoints", found.ValidCheckpoints);
                json.WriteNumber("unverifiableCheckpoints", found.UnverifiableCheckpoints);
                json.WriteNumber("invalidCheckpoints", found.InvalidCheckpoints);
                json.WriteCount("replayed", replayed?.Replayed);
                json.WriteCount("notReplayable", replayed?.NotReplayable);
                json.WriteCount("differing", replayed?.Differing);
                json.WriteCount("firstDiffering", replayed?.First?.Record);
            });
            return;
        }

        string? Some(long count) => count == 0 ? null : Report.Count(count);
        Report.Facts(
            console,
            wrong is null ? "Verified: the chain is intact" : found.IsIntact ? "Not verified: the chain is intact, but" : "Not verified: the log is broken",
            [
                ("finding", found.IsIntact ? wrong : null),
                ("sound records", Report.Count(found.Count)),
                ("first bad record", found.FirstBad is { } bad ? Report.Count(bad) : null),
                ("in segment", found.Segment is { } segment ? Report.Count(segment) : null),
                ("defect", found.IsIntact ? null : defect),
                ("removed by retention", Some(found.Removed)),
                ("never acknowledged", Some(found.Abandoned)),
                ("checkpoint", found.Checkpoint.ToString()),
                ("signed checkpoints", found.ValidCheckpoints + found.UnverifiableCheckpoints + found.InvalidCheckpoints == 0 ? null : $"{found.ValidCheckpoints} hold, {found.UnverifiableCheckpoints} of unknown keys, {found.InvalidCheckpoints} forged"),
                ("decisions that replay", replayed is null ? null : Report.Count(replayed.Replayed)),
                ("decisions that cannot be replayed", replayed is null ? null : Some(replayed.NotReplayable)),
                ("decisions that do not follow", replayed is null ? null : Some(replayed.Differing)),
            ]);
    }
}
