using System.CommandLine;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>The options of <c>calibrate</c>.</summary>
internal sealed class CalibrateOptions
{
    internal Argument<string> File { get; } = new("FILE") { Description = SharedOptions.TableHelp };

    internal Option<string> Score { get; } = new("--score") { Description = "The column of the score.", HelpName = "COL", Required = true };

    internal Option<string?> Loss { get; } = new("--loss") { Description = "The column of the loss of acting: 1 for an error, else 0 (with --max-risk).", HelpName = "COL" };

    internal Option<string?> Id { get; } = new("--id") { Description = "A column of ids, of which none may occur twice.", HelpName = "COL" };

    internal Option<double?> Budget { get; } = NumberOptions.Level("--budget", "A", "Certify the largest delegation whose rate stays within A.");

    internal Option<double?> MaxRisk { get; } = NumberOptions.Level("--max-risk", "A", "Certify a threshold with an error rate among acted items within A, acting on as much as possible.");

    internal Option<double?> Delta { get; } = SharedOptions.Delta();

    internal Option<bool> LowerDelegates { get; } = new("--lower-delegates") { Description = "Delegate when score < threshold instead of score > threshold (with --budget)." };

    internal Option<string?> Procedure { get; } = new("--procedure") { Description = "fixed-sequence (the default).", HelpName = "P" };

    internal Option<string?> Start { get; } = new("--start") { Description = "Where the sequence begins, by the number of acted items alone: at the strictest threshold that acts on any (strictest), on the least number that can pass (floor), or on twice that (2x, the default).", HelpName = "strictest|floor|2x" };

    internal Option<string?> Grid { get; } = new("--grid") { Description = "How many evenly spaced thresholds (default 1000), or a file with one threshold a line.", HelpName = "N|FILE" };

    internal Option<string?> Range { get; } = new("--range") { Description = "The ends of the grid (default: the lowest and the highest score).", HelpName = "LO,HI" };

    internal Option<string?> Method { get; } = new("--method") { Description = "exact (the default): the exact binomial test of 0/1 losses.", HelpName = "M" };

    internal Option<string?> Out { get; } = SharedOptions.Out("Write the certificate to this file; nothing is written when nothing is certified.");

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal Option<bool> Rows { get; } = new("--rows") { Description = "Show every threshold that was considered (with --max-risk)." };

    /// <summary>Options of the contract that this version does not have, with what they are for.</summary>
    internal IReadOnlyList<Option<string?>> Later { get; } =
    [
        new("--group") { Hidden = true },
        new("--starts") { Hidden = true },
        new("--loss-act") { Hidden = true },
        new("--loss-escalate") { Hidden = true },
        new("--costs") { Hidden = true },
        new("--split") { Hidden = true },
    ];

    internal void AddTo(Command command)
    {
        command.Add(File);
        foreach (Option option in (Option[])[Score, Budget, LowerDelegates, MaxRisk, Loss, Id, Delta, Procedure, Start, Grid, Range, Method, Out, Json, Rows, .. Later])
        {
            command.Add(option);
        }
    }
}
