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
        var period = new Option<string?>("--period") { Description = "The length of a period of the trends: hour, day (unless given), week, or a number of minutes, hours or days such as 30m, 6h or 30d.", HelpName = "PERIOD" };
        var accept = new Option<string?>("--accept-within") { Description = "Within which time a person should have accepted: minutes, hours or days such as 15m (unless given), 2h or 1d.", HelpName = "TIME" };
        var resolve = new Option<string?>("--resolve-within") { Description = "Within which time an escalation should be resolved; 1d unless given.", HelpName = "TIME" };
        Option<double?> delta = NumberOptions.Level("--delta", "D", "The error level of each interval, strictly between 0 and 1; 0.05 unless given.");
        Option<double?> alarmDelta = NumberOptions.Level("--alarm-delta", "D", "The probability with which any change alarm may be false, strictly between 0 and 1; 0.05 unless given.");
        var shadow = new Option<bool>("--shadow") { Description = "Count the decisions of shadow mode instead of the enforced ones." };
        var independent = new Option<bool>("--independent-tasks") { Description = "Take the tasks of one conversation as independent of each other, which makes intervals exact where they are and too narrow where they are not. Unless given, intervals rest on conversations where one has several tasks." };
        var unverified = new Option<bool>("--unverified") { Description = "Do without verifying the chain first." };
        var page = new Option<string?>("--report") { Description = "Write the figures as a page as well.", HelpName = "FILE.html" };
        Option<bool> json = SharedOptions.Json();
        var command = new Command("kpis", "Key figures of escalation from an audit log, each with its interval, its trend and a watch for changes: escalation rate, appropriateness, missed escalations, handoff sufficiency, overrides by people, times to accept and to resolve. Exit code 1 names the first bad record of a broken log.") { log, period, accept, resolve, delta, alarmDelta, shadow, independent, unverified, page, json };
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
                AcceptWithin = ReadSpan("--accept-within", parsed.GetValue(accept)) ?? defaults.AcceptWithin,
                ResolveWithin = ReadSpan("--resolve-within", parsed.GetValue(resolve)) ?? defaults.ResolveWithin,
                Shadow = parsed.GetValue(shadow),
                TasksAreIndependent = parsed.GetValue(independent),
            };
            return Run(path, options, parsed.GetValue(unverified), target, parsed.GetValue(json), console);
        });
        return command;
    }

    private static int Run(string path, KpiOptions options, bool unverified, string? page, bool json, ToolConsole console)
    {
        using AuditSource source = AuditSource.Open(path, console);
        source.RequireRecords();
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

    private static TimeSpan? ReadPeriod(string? text) => text switch
    {
        "hour" => TimeSpan.FromHours(1),
        "day" => TimeSpan.FromDays(1),
        "week" => TimeSpan.FromDays(7),
        _ => ReadSpan("--period", text),
    };

    /// <summary>A whole number of minutes, hours or days, at most 366 days.</summary>
    private static TimeSpan? ReadSpan(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        double minutes = text switch { [.., 'm'] => 1.0, [.., 'h'] => 60.0, [.., 'd'] => 1_440.0, _ => 0.0 };
        return InvariantNumber.TryParseCount(text.AsSpan(0, Math.Max(0, text.Length - 1)), out int count) && count * minutes is > 0.0 and <= 366 * 1_440.0
            ? TimeSpan.FromMinutes(count * minutes)
            : throw new ToolException($"{option} must be a whole number of minutes, hours or days such as 30m, 6h or 7d, at most 366 days{(option == "--period" ? ", or hour, day or week" : "")}, but was {ErrorText.Quote(text)}");
    }
}
