using System.CommandLine;
using System.Text;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary><c>cascade</c>: routing rules between a weak and a strong model.</summary>
internal static class CascadeVerb
{
    internal static Command Create(ToolConsole console)
    {
        var options = new CascadeOptions();
        var command = new Command("cascade", "Routing between a weak and a strong model by uncertainty, at random, by an oracle and by predicted delegation value, with certified budgets: realised rates over random calibration sets, and violations beside their exact expectation.");
        options.AddTo(command);
        command.SetAction(parsed => Run(CascadeRequest.Read(parsed, options), console));
        return command;
    }

    private static int Run(CascadeRequest request, ToolConsole console)
    {
        CascadeAnswer answer = CascadeComparison.Of(CascadeTable.Read(request.File, request.Columns, console), request);
        if (request.Page is not null)
        {
            AtomicFile.Write(request.Page, Encoding.UTF8.GetBytes(CascadePage.Of(request, answer)));
        }

        if (request.Json)
        {
            CascadeJson.Write(console, request, answer);
        }
        else
        {
            CascadeReport.Write(console, request, answer);
        }

        if (answer.IsCertified)
        {
            return ExitCode.Satisfied;
        }

        console.Error.Write($"not certifiable: too few calibration rows ({Report.Count(answer.Calibration)}) for the budget {Report.Number(request.Budgets[0])} at error level {Report.Number(request.Delta)}\n");
        return ExitCode.AnswerIsNo;
    }
}
