using System.CommandLine;
using System.Text;
using Escalation.Calibration;
using Escalation.Evaluation;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary><c>evaluate</c>: how good a confidence is.</summary>
internal static class EvaluateVerb
{
    internal static Command Create(ToolConsole console)
    {
        var options = new EvaluateOptions();
        var command = new Command("evaluate", "How good a confidence is on labelled answers: ranking, selective prediction, calibration, and what it would have cost. It describes these answers and certifies nothing. With --bootstrap each metric of the JSON is an object with value and ci.");
        options.AddTo(command);
        command.SetAction(parsed => Run(EvaluateRequest.Read(parsed, options), console));
        return command;
    }

    private static int Run(EvaluateRequest request, ToolConsole console)
    {
        Certificate? certificate = request.Certificate is { } path ? ShownCertificate.Read(path, request.Columns.Confidence, console) : null;
        AnswerTable table = AnswerTable.Read(request.File, request.Columns, console);
        ConfidenceReport report;
        try
        {
            report = ConfidenceEvaluation.Evaluate(table.Confidences, table.Correct, table.Groups, request.Options);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{table.Name}: column {ErrorText.Quote(request.Columns.Confidence)}: {ErrorText.MessageOf(exception).TrimEnd('.')}", exception);
        }

        if (request.Page is not null)
        {
            AtomicFile.Write(request.Page, Encoding.UTF8.GetBytes(EvaluatePage.Of(table, request, report, certificate)));
        }

        if (request.Json)
        {
            EvaluateJson.Write(console, request, table, report);
        }
        else
        {
            EvaluateTable.Write(console, request, report);
        }

        return ExitCode.Satisfied;
    }
}
