using System.CommandLine;
using System.Text;
using Escalation.Auditing;
using Escalation.Monitoring.Kpis;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary><c>audit export</c>: labelled outcomes as a calibration set, or the records.</summary>
internal static class AuditExportVerb
{
    private const string Calibration = "calibration";
    private const string Records = "jsonl";

    internal static Command Create(ToolConsole console)
    {
        var log = new Argument<string>("LOG") { Description = AuditVerb.LogHelp };
        Option<string?> target = SharedOptions.Out("The file to write.");
        target.Required = true;
        var format = new Option<string>("--format") { Description = "calibration (unless given): a CSV with the columns score and loss for calibrate. jsonl: all records as they are, in one file.", DefaultValueFactory = _ => Calibration, HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong(Calibration, Records);
        var trigger = new Option<string?>("--trigger") { Description = "The trigger whose score is exported; needed when the log knows scores of several.", HelpName = "NAME" };
        var audited = new Option<bool>("--audited") { Description = "Leave labels out that came without a draw: they are a biased sample." };
        var shadow = new Option<bool>("--shadow") { Description = "Export the decisions of shadow mode instead of the enforced ones." };
        var unverified = new Option<bool>("--unverified") { Description = "Do without verifying the chain first." };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("export", "Export the labelled outcomes of an audit log as a calibration set, or its records. Exit code 1 names the first bad record of a broken log.") { log, target, format, trigger, audited, shadow, unverified, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(log);
            string file = parsed.GetRequiredValue(target)!;
            SharedOptions.RequireSeparate(file, path);
            using AuditSource source = AuditSource.Open(path, console);
            source.RequireRecords();
            if (!parsed.GetValue(unverified) && source.Defect() is { } defect)
            {
                Refuse(console, defect, parsed.GetValue(json));
                return ExitCode.AnswerIsNo;
            }

            ExportSummary summary = parsed.GetValue(format) == Records
                ? WriteRecords(source, file)
                : WriteCalibration(source, file, parsed.GetValue(trigger), parsed.GetValue(audited), new KpiOptions { Shadow = parsed.GetValue(shadow) });
            summary.Write(console, parsed.GetValue(json));
            return ExitCode.Satisfied;
        });
        return command;
    }

    private static ExportSummary WriteRecords(AuditSource source, string file)
    {
        long count = 0;
        using var lines = new MemoryStream();
        source.Read(records =>
        {
            foreach (AuditRecord record in records)
            {
                lines.Write(AuditRecordJson.ToUtf8Bytes(record));
                lines.WriteByte((byte)'\n');
                count++;
            }

            return count;
        });
        AtomicFile.Write(file, lines.GetBuffer().AsSpan(0, (int)lines.Length));
        return new ExportSummary(Records, file, count, null, 0, 0);
    }

    private static ExportSummary WriteCalibration(AuditSource source, string file, string? trigger, bool audited, KpiOptions options)
    {
        LabelledDecisions labelled;
        try
        {
            labelled = source.Read(records => CalibrationExport.Read(records, trigger, audited, options));
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{source.Name}: --trigger: {ErrorText.MessageOf(exception)}", exception);
        }

        if (labelled.Rows.Count == 0)
        {
            throw new ToolException($"{source.Name}: holds no {(audited ? "audited" : "labelled")} decision with a score");
        }

        AtomicFile.Write(file, Encoding.UTF8.GetBytes(CalibrationExport.ToCsv(labelled.Rows)));
        return new ExportSummary(Calibration, file, labelled.Rows.Count, labelled.Trigger, labelled.WithoutScore, labelled.Rows.Count(row => row.Propensity is null));
    }

    private static void Refuse(ToolConsole console, string defect, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(console, writer =>
            {
                writer.WriteString("status", "broken");
                writer.WriteString("message", defect);
            });
        }
        else
        {
            console.Output.Write("Nothing exported: the log is broken\n");
        }

        console.Error.WriteLine(ErrorText.OneLine(defect, 600));
    }
}
