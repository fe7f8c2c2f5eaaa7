using System.CommandLine;
using System.Text;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary><c>calibrate</c>: from labelled scores to a certificate.</summary>
internal static class CalibrateVerb
{
    internal static Command Create(ToolConsole console)
    {
        var options = new CalibrateOptions();
        var command = new Command("calibrate", "Certify a threshold: a delegation budget (--budget, from scores alone) or a bound on the error rate among acted items (--max-risk --loss).");
        options.AddTo(command);
        command.SetAction(parsed => Run(CalibrateRequestReader.Read(parsed, options), console));
        return command;
    }

    private static int Run(CalibrateRequest request, ToolConsole console)
    {
        ScoreTable table = ScoreTableReader.Read(request.File, request.Columns, console);
        CalibrationAnswer answer = request.Risk is null ? Budget(request, table) : Risk(request, request.Risk, table, console);
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

    private static CalibrationAnswer Budget(CalibrateRequest request, ScoreTable table)
    {
        string sha256 = CalibrationData.Sha256(table.Scores);
        var options = new DelegationBudgetOptions(request.Alpha, request.Delta)
        {
            Direction = request.LowerDelegates ? ScoreDirection.LowerDelegates : ScoreDirection.HigherDelegates,
            ScoreId = request.Columns.Score,
            DataSha256 = sha256,
        };
        return new CalibrationAnswer(DelegationBudget.Calibrate(table.Scores, options), options.Direction, "order-statistic", null, sha256);
    }

    private static CalibrationAnswer Risk(CalibrateRequest request, RiskRequest risk, ScoreTable table, ToolConsole console)
    {
        string sha256 = CalibrationData.Sha256(table.Scores, table.Losses);
        ThresholdGrid grid = risk.Grid.Build(table.Scores, console);
        var options = new SelectiveRiskOptions(request.Alpha, request.Delta)
        {
            Start = risk.Start,
            Grid = grid,
            ScoreId = request.Columns.Score,
            DataSha256 = sha256,
        };
        return new CalibrationAnswer(SelectiveRisk.Calibrate(table.Scores, table.Losses, options), ScoreDirection.HigherActs, "fixed-sequence", grid.Summary, sha256);
    }
}
