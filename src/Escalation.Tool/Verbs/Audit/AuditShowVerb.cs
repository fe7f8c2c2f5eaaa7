using System.CommandLine;
using System.Globalization;
using Escalation.Auditing;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary><c>audit show</c>: the story that a log tells, in order, in codes and numbers.</summary>
internal static class AuditShowVerb
{
    internal static Command Create(ToolConsole console)
    {
        var log = new Argument<string>("LOG") { Description = AuditVerb.LogHelp };
        var id = new Option<string?>("--id") { Description = "Only the records of this turn or escalation, with what each trigger said and whether the decision follows from its record.", HelpName = "ID" };
        var kinds = new Option<string[]>("--kind") { Description = "Only records of this kind; may be given more than once.", HelpName = "KIND" };
        var from = new Option<string?>("--from") { Description = "Only records from this time on, ISO 8601; UTC unless it has an offset.", HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "Only records before this time.", HelpName = "TIME" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("show", "Show the records of an audit log for people, up to the first bad one, which exit code 1 names. Content is not in the log and not shown.") { log, id, kinds, from, to, json };
        command.SetAction(parsed =>
        {
            var filter = new RecordFilter(parsed.GetValue(id), [.. parsed.GetValue(kinds) ?? []], ReadTime("--from", parsed.GetValue(from)), ReadTime("--to", parsed.GetValue(to)));
            using AuditSource source = AuditSource.Open(parsed.GetRequiredValue(log), console);
            AuditVerification found = source.RequireRecords().Verify(checkpoint: null);
            bool sound = found.IsIntact || found.Defect == AuditDefect.TornTail;
            long last = found.Count;
            source.Read(records => Show(console, (sound ? records : UpTo(last, records)).Where(filter.Accepts), filter.Id is not null, sound, parsed.GetValue(json)));
            if (!sound)
            {
                console.Error.WriteLine(ErrorText.OneLine($"{source.Name}: {found.Message}", 600));
            }

            return sound ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }

    /// <summary>The sound records: what comes after the last of them need not even be records.</summary>
    private static IEnumerable<AuditRecord> UpTo(long last, IEnumerable<AuditRecord> records)
    {
        using IEnumerator<AuditRecord> next = records.GetEnumerator();
        while (TryMove(next) && next.Current.Sequence <= last)
        {
            yield return next.Current;
        }
    }

    private static bool TryMove(IEnumerator<AuditRecord> records)
    {
        try
        {
            return records.MoveNext();
        }
        catch (FormatException)
        {
            // Verifying has found it, and says which it is.
            return false;
        }
    }

    private static long Show(ToolConsole console, IEnumerable<AuditRecord> records, bool inDetail, bool sound, bool asJson)
    {
        long count = 0;
        if (asJson)
        {
            JsonOutput.Write(console, json =>
            {
                json.WriteString("status", sound ? "sound" : "broken");
                json.WriteStartArray("records");
                foreach (AuditRecord record in records)
                {
                    count++;
                    json.WriteStartObject();
                    json.WriteNumber("sequence", record.Sequence);
                    json.WriteString("time", AuditText.Time(record.Time));
                    json.WriteString("kind", record.Kind.Code);
                    json.WriteString("id", record.Id);
                    json.WriteString("story", Story.Of(record));
                    if (inDetail && record.Kind == AuditKind.Decision)
                    {
                        json.WriteString("replay", DecisionReplay.Run(record).ToString());
                        json.WriteStartArray("triggers");
                        foreach (string line in Story.Triggers(record))
                        {
                            json.WriteStringValue(line);
                        }

                        json.WriteEndArray();
                    }

                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return count;
        }

        foreach (AuditRecord record in records)
        {
            count++;
            Line(console, string.Create(CultureInfo.InvariantCulture, $"{record.Sequence,8}  {AuditText.Time(record.Time)}  {record.Kind.Code,-18} {record.Id ?? "-"}  {Story.Of(record)}"));
            if (inDetail && record.Kind == AuditKind.Decision)
            {
                foreach (string detail in Story.Triggers(record))
                {
                    Line(console, $"            {detail}");
                }

                Line(console, $"            {DecisionReplay.Run(record)}");
            }
        }

        if (count == 0)
        {
            Line(console, "No such record.");
        }

        return count;
    }

    private static void Line(ToolConsole console, string text)
    {
        console.Output.Write(ErrorText.OneLine(text, 1_000));
        console.Output.Write('\n');
    }

    private static DateTimeOffset? ReadTime(string option, string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time
        : throw new ToolException($"{option} must be a time such as 2026-03-01T08:00:00Z, but was {ErrorText.Quote(text)}");
}
