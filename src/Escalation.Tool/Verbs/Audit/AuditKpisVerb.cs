using System.CommandLine;
using System.Text;
using Escalation.Monitoring.Kpis;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary><c>audit kpis</c>: key figures of an audit log.</summary>
internal static class AuditKpisVerb
{
    internal static Command Create(ToolConsole console)
    {
        var log = new Argument<string>("LOG") { Description = AuditVerb.LogHelp };
        var period = new Option<string?>("--period") { Description = "The length of a period of the trends: hour, day (unless given), week, or a number of hours or days such as 6h or 30d.", HelpName = "PERIOD" };
        Option<double?> delta = NumberOptions.Level("--delta", "D", "The error level of each interval, strictly between 0 and 1; 0.05 unless given.");
        Option<double?> alarmDelta = NumberOptions.Level("--alarm-delta", "D", "The probability with which any change alarm may be false, strictly between 0 and 1; 0.05 unless given.");
        var shadow = new Option<bool>("--shadow") { Description = "Count the decisions of shadow mode instead of the enforced ones." };
        var unverified = new Option<bool>("--unverified") { Description = "Do without verifying the chain first." };
        var page = new Option<string?>("--report") { Description = "Write the figures as a page as well.", HelpName = "FILE.html" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("kpis", "Key figures of escalation from an audit log, each with an exact interval, its trend and a watch for changes: escalation rate, appropriateness, missed escalations, handoff sufficiency, times to accept and to resolve. Exit code 1 names the first bad record of a broken log.") { log, period, delta, alarmDelta, shadow, unverified, page, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(log);
            string? target = parsed.GetValue(page);
            SharedOptions.RequireSeparateAs("--report", target, path);
            var defaults = new KpiOptions();
            KpiOptions options = defaults with
            {
                Delta = parsed.GetValue(delta) ?? defaults.Delta,
                AlarmDelta = parsed.GetValue(alarmDelta) ?? defaults.AlarmDelta,
                Period = ReadPeriod(parsed.GetValue(period)) ?? defaults.Period,
                Shadow = parsed.GetValue(shadow),
            };
            return Run(path, options, parsed.GetValue(unverified), target, parsed.GetValue(json), console);
        });
        return command;
    }

    private static int Run(string path, KpiOptions options, bool unverified, string? page, bool json, ToolConsole console)
    {
        using AuditSource source = AuditSource.Open(path, console);
        if (!unverified && source.Defect() is { } defect)
        {
            if (json)
            {
                JsonOutput.Write(console, writer =>
                {
                    writer.WriteString("status", "broken");
                    writer.WriteString("message", defect);
                });
            }
            else
            {
                console.Output.Write("No figures: the log is broken\n");
            }

            console.Error.WriteLine(ErrorText.OneLine(defect, 600));
            return ExitCode.AnswerIsNo;
        }

        KpiReport report = source.Read(records => AuditKpis.Compute(records, options));
        if (page is not null)
        {
            AtomicFile.Write(page, Encoding.UTF8.GetBytes(KpiPage.Of(source.Name, report)));
        }

        if (json)
        {
            KpiJson.Write(console, report);
        }
        else
        {
            KpiTable.Write(console, report);
        }

        return ExitCode.Satisfied;
    }

    private static TimeSpan? ReadPeriod(string? text)
    {
        TimeSpan? period = text switch
        {
            null => null,
            "hour" => TimeSpan.FromHours(1),
            "day" => TimeSpan.FromDays(1),
            "week" => TimeSpan.FromDays(7),
            [.. { Length: > 0 } digits, 'h'] when Whole(digits) is { } hours and <= 24 * 366 => TimeSpan.FromHours(hours),
            [.. { Length: > 0 } digits, 'd'] when Whole(digits) is { } days and <= 366 => TimeSpan.FromDays(days),
            _ => throw new ToolException($"--period must be hour, day, week, or 1 to 366 days such as 30d or 6h, but was {ErrorText.Quote(text)}"),
        };
        return period;

        static int? Whole(string digits) => InvariantNumber.TryParseCount(digits, out int count) && count > 0 ? count : null;
    }
}
