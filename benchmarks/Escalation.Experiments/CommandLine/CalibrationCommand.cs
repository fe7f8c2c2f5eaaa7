using System.CommandLine;
using System.Globalization;
using Escalation.Experiments.Calibration;

namespace Escalation.Experiments.CommandLine;

/// <summary><c>calibration</c>: what calibrating a confidence brings.</summary>
internal static class CalibrationCommand
{
    private const ulong DefaultSeed = 0;

    internal static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "The folder of the data sets.", HelpName = "DIR", Required = true };
        Option<ulong?> seed = NumberOption.Create<ulong?>("--seed", "SEED", $"The seed of the folds; {DefaultSeed} unless given. The same seed prints the same bytes.", $"a whole number from 0 to {ulong.MaxValue}", static text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null);
        var command = new Command("calibration", "Calibrates the confidence of 14 models on three data sets by six methods and prints how often deciding by it costs no more than acting or escalating always, with and without a guard; calibration errors before and after; and what verbalised confidence is worth. Exit code 1 when a figure falls short of its bar.")
        {
            data, seed,
        };
        command.SetAction(parsed =>
        {
            ulong number = parsed.GetValue(seed) ?? DefaultSeed;
            IReadOnlyList<CalibrationRow> rows = CalibrationExperiment.Run(parsed.GetRequiredValue(data), number);
            output.Write(CalibrationReport.Write(rows, number));
            return rows.All(row => row.MeetsBar) ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }
}
