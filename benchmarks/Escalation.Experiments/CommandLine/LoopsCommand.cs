using System.CommandLine;
using Escalation.Experiments.Loops;

namespace Escalation.Experiments.CommandLine;

/// <summary><c>loops</c>: the loop detector on recorded runs of agents.</summary>
internal static class LoopsCommand
{
    internal static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "The folder of the data sets.", HelpName = "DIR", Required = true };
        var command = new Command("loops", "Replays recorded runs of agents through the loop detector and prints which fire, by which rule, and how often those fail beside the rest. Exit code 1 when a target is missed.")
        {
            data,
        };
        command.SetAction(parsed =>
        {
            LoopResult result = LoopExperiment.Run(parsed.GetRequiredValue(data));
            output.Write(LoopReport.Write(result));
            return result.MeetsTargets ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }
}
