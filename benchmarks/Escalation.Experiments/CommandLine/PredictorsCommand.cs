using System.CommandLine;
using System.Globalization;
using Escalation.Experiments.Predictors;

namespace Escalation.Experiments.CommandLine;

/// <summary><c>predictors</c>: how well small meta-models know whether an answer is right and whether delegation helps.</summary>
internal static class PredictorsCommand
{
    private const ulong DefaultSeed = 1;
    private const int DefaultSeeds = 5;
    private const int MostSeeds = 1_000;

    internal static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "The folder of the data sets.", HelpName = "DIR", Required = true };
        Option<ulong?> seed = NumberOption.Create<ulong?>("--seed", "SEED", $"The first seed of the folds; {DefaultSeed} unless given. The same seed prints the same bytes.", $"a whole number from 0 to {ulong.MaxValue}", static text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null);
        Option<int?> seeds = NumberOption.Create<int?>("--seeds", "N", $"How many seeds to average over; {DefaultSeeds} unless given.", $"a whole number from 1 to {MostSeeds}", static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= MostSeeds ? value : null);
        var command = new Command("predictors", "Trains logistic, ridge and stump predictors of whether an answer is right, and of whether delegation helps, on MMLU and GSM8K answers, and prints held-out AUROC and calibration error beside published numbers. Exit code 1 when a number that must be beaten is not.")
        {
            data, seed, seeds,
        };
        command.SetAction(parsed =>
        {
            ulong first = parsed.GetValue(seed) ?? DefaultSeed;
            int count = parsed.GetValue(seeds) ?? DefaultSeeds;
            PredictorFigures[] rows = [.. PredictorsExperiment.Cases(parsed.GetRequiredValue(data)).Select(predictor => PredictorFigures.Measure(predictor, count, first))];
            output.Write(PredictorsReport.Write(rows, count, first));
            return rows.All(row => row.MeetsBar) ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }
}
