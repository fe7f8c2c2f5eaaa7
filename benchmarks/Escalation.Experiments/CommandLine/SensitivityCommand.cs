using System.CommandLine;
using Escalation.Experiments.Sensitivity;

namespace Escalation.Experiments.CommandLine;

/// <summary><c>sensitivity</c>: the text triggers on real data: what they find, and what they wrongly find.</summary>
internal static class SensitivityCommand
{
    internal static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "The folder of the data sets.", HelpName = "DIR", Required = true };
        var command = new Command("sensitivity", "Runs the built-in topics, the sentiment scorer and the recognisers of personal data on labelled texts, and prints recall beside false alarms. Exit code 1 when a figure falls short of its bar.")
        {
            data,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<SensitivityRow> rows = SensitivityExperiment.Run(parsed.GetRequiredValue(data));
            output.Write(SensitivityReport.Write(rows));
            return rows.All(row => row.MeetsBar) ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }
}
