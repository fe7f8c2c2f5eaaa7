using System.CommandLine;
using System.Globalization;
using Escalation.Experiments.Ambiguity;

namespace Escalation.Experiments.CommandLine;

/// <summary><c>ambiguity</c>: out-of-scope requests at a certified budget, goals, and ambiguous sentences.</summary>
internal static class AmbiguityCommand
{
    private const ulong DefaultSeed = 1;

    internal static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "The folder of the data sets.", HelpName = "DIR", Required = true };
        Option<ulong?> seed = NumberOption.Create<ulong?>("--seed", "SEED", $"The seed of training and resamples; {DefaultSeed} unless given. The same seed prints the same bytes.", $"a whole number from 0 to {ulong.MaxValue}", static text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null);
        var command = new Command("ambiguity", "Trains a simple classifier of 150 intents, certifies in-scope escalation budgets for eight scores and prints how many out-of-scope requests they catch; counts goals in requests that have one; and measures what wording says of ambiguous sentences. Exit code 1 when a figure falls short of its bar.")
        {
            data, seed,
        };
        command.SetAction(parsed =>
        {
            ulong number = parsed.GetValue(seed) ?? DefaultSeed;
            IReadOnlyList<AmbiguityRow> rows = AmbiguityExperiment.Run(parsed.GetRequiredValue(data), number);
            output.Write(AmbiguityReport.Write(rows, number));
            return rows.All(row => row.MeetsBar) ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }
}
