using System.CommandLine;
using System.Globalization;
using System.Text;
using Escalation.Experiments.Data;
using Escalation.Experiments.Splits;

namespace Escalation.Experiments.CommandLine;

/// <summary><c>splits</c>: thresholds certified on random parts of real data sets, judged on the whole of them.</summary>
internal static class SplitsCommand
{
    private const int DefaultSplits = 1_000;
    private const int MostSplits = 100_000;
    private const ulong DefaultSeed = 1;

    internal static Command Create(TextWriter output)
    {
        var data = new Option<string>("--data") { Description = "The folder of the data sets.", HelpName = "DIR", Required = true };
        Option<int?> splits = NumberOption.Create<int?>("--splits", "COUNT", $"Random splits for each row, 1 to {MostSplits}; {DefaultSplits} unless given.", "a whole number from 1 to 100000", static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= MostSplits ? value : null);
        Option<ulong?> seed = NumberOption.Create<ulong?>("--seed", "SEED", $"The seed of the splits; {DefaultSeed} unless given. The same seed prints the same bytes.", $"a whole number from 0 to {ulong.MaxValue}", static text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null);
        var table = new Option<string?>("--out") { Description = "Also write the rows to this CSV file.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print exactly one JSON object on standard output." };
        var command = new Command("splits", "Certifies budgets and selective risks on random calibration sets drawn from each data set, and counts how often the whole data set breaks the promise, beside the exact probability of that.")
        {
            data, splits, seed, table, json,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(data);
            string? target = parsed.GetValue(table);
            RequireWritable(target, folder);
            IReadOnlyList<Pool> pools = DataFolder.Read(folder);
            SplitsResult result = SplitsExperiment.Run(pools, parsed.GetValue(splits) ?? DefaultSplits, parsed.GetValue(seed) ?? DefaultSeed);
            if (target is not null)
            {
                File.WriteAllText(target, SplitsCsv.Write(result), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }

            output.Write(parsed.GetValue(json) ? SplitsJson.Write(result) : SplitsReport.Write(result));
            return result.Agrees ? ExitCode.Satisfied : ExitCode.AnswerIsNo;
        });
        return command;
    }

    /// <summary>Whoever mistypes the output should hear of it before the run, and never lose a data set to it.</summary>
    private static void RequireWritable(string? target, string data)
    {
        if (target is null)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(target))
        {
            throw new ExperimentException("--out needs the name of a file");
        }

        string path = Path.GetFullPath(target);
        string folder = Path.GetDirectoryName(path) ?? path;
        if (Directory.Exists(path) || !Directory.Exists(folder))
        {
            throw new ExperimentException(Directory.Exists(path) ? $"--out {target} is a directory" : $"--out {target}: there is no such folder");
        }

        if (path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ExperimentException($"--out {target} lies among the data sets, and one of them could be overwritten");
        }
    }
}
