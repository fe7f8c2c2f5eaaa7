using System.CommandLine;
using System.Text;
using Escalation.Calibration;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary><c>calibrate</c>: from labelled scores to a certificate.</summary>
internal static class CalibrateVerb
{
    internal static Command Create(ToolConsole console)
    {
        var options = new CalibrateOptions();
        var command = new Command("calibrate", "Certify a threshold: a delegation budget (--budget, from scores alone), a bound on the risk among acted items (--max-risk --loss), or both at the least expected cost.");
        options.AddTo(command);
        command.SetAction(parsed => Run(CalibrateRequestReader.Read(parsed, options, console.Clock.GetUtcNow()), console));
        return command;
    }

    private static int Run(CalibrateRequest request, ToolConsole console)
    {
        ScoreTable table = ScoreTableReader.Read(request.File, request.Columns, console);
        IReadOnlyList<CalibrationAnswer> answers = request.Columns.Group is null ? [CalibrationRun.Of(request, table, console)] : GroupCalibrationRun.Of(request, table, console);
        Certificate[] certificates = [.. answers.Select(static answer => answer.Result).OfType<Certified>().Select(static certified => certified.Certificate)];
        if (certificates.Length > 0 && request.Out is not null)
        {
            string document = request.Columns.Group is null ? certificates[0].ToJson() : CertificateSet.ToJson(certificates);
            AtomicFile.Write(request.Out, Encoding.UTF8.GetBytes(document + "\n"));
        }

        IReadOnlyList<string> warnings = RepeatWarning.Of(request, table);
        Report(request, answers, warnings, console);
        foreach (string warning in warnings)
        {
            console.Error.WriteLine(ErrorText.OneLine($"warning: {warning}", 1_000));
        }

        foreach (CalibrationAnswer answer in answers.Where(static answer => answer.Result is not Certified))
        {
            string group = answer.Group is null ? "" : $"group {answer.Group}: ";
            console.Error.WriteLine(ErrorText.OneLine($"{group}{answer.Result.Status}: {answer.Reason}", 1_000));
        }

        if (certificates.Length == 0)
        {
            TellWhatIsLeft(request.Out, console);
        }

        return certificates.Length == answers.Count ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
    }

    private static void Report(CalibrateRequest request, IReadOnlyList<CalibrationAnswer> answers, IReadOnlyList<string> warnings, ToolConsole console)
    {
        if (request.Json && request.Columns.Group is not null)
        {
            CalibrateJson.Write(console, request, answers, warnings);
        }
        else if (request.Json)
        {
            CalibrateJson.Write(console, request, answers[0], warnings);
        }
        else
        {
            foreach (CalibrationAnswer answer in answers)
            {
                CalibrateTable.Write(console, request, answer);
            }
        }
    }

    /// <summary>An earlier certificate under the same name must not pass for the answer to this run.</summary>
    private static void TellWhatIsLeft(string? file, ToolConsole console)
    {
        if (file is not null)
        {
            console.Error.WriteLine(ErrorText.OneLine(Path.Exists(file) ? $"no certificate was written; {file} exists and was left as it was" : $"no certificate was written to {file}", 1_000));
        }
    }
}
