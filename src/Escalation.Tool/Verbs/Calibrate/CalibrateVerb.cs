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
        command.SetAction(parsed => Run(CalibrateRequestReader.Read(parsed, options), console));
        return command;
    }

    private static int Run(CalibrateRequest request, ToolConsole console)
    {
        ScoreTable table = ScoreTableReader.Read(request.File, request.Columns, console);
        CalibrationAnswer answer = CalibrationRun.Of(request, table, console);
        var certified = answer.Result as Certified;
        if (certified is not null && request.Out is not null)
        {
            AtomicFile.Write(request.Out, Encoding.UTF8.GetBytes(certified.Certificate.ToJson() + "\n"));
        }

        if (request.Json)
        {
            CalibrateJson.Write(console, request, answer);
        }
        else
        {
            CalibrateTable.Write(console, request, answer);
        }

        if (certified is null)
        {
            console.Error.WriteLine(ErrorText.OneLine($"{answer.Result.Status}: {answer.Reason}", 1_000));
            TellWhatIsLeft(request.Out, console);
        }

        return certified is null ? ExitCode.AnswerIsNo : ExitCode.Satisfied;
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
