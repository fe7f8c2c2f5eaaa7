using System.CommandLine;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>The options of <c>calibrate</c>.</summary>
internal sealed class CalibrateOptions
{
    internal Argument<string> File { get; } = new("FILE") { Description = SharedOptions.TableHelp };

    internal Option<string> Score { get; } = new("--score") { Description = "The column of the score.", HelpName = "COL", Required = true };

    internal Option<double?> Budget { get; } = NumberOptions.Level("--budget", "A", "Certify the largest delegation whose rate stays within A.");

    internal Option<bool> LowerDelegates { get; } = new("--lower-delegates") { Description = "Delegate when score < threshold instead of score > threshold (with --budget alone)." };

    internal Option<double?> MaxRisk { get; } = NumberOptions.Level("--max-risk", "A", "Certify a threshold with a mean loss among acted items within A, acting on as much as possible.");

    internal Option<string?> Loss { get; } = Column("--loss", "The column of the loss of acting: 1 for an error, else 0, or a degree between (with --max-risk alone).");

    internal Option<string?> LossAct { get; } = Column("--loss-act", "The column of the loss of acting, 0 or 1 (with --budget and --max-risk).");

    internal Option<string?> LossEscalate { get; } = Column("--loss-escalate", "The column of the loss of escalating, 0 or 1 (with --budget and --max-risk).");

    internal Option<double?> Costs { get; } = NumberOptions.Positive("--costs", "R", "The cost of a wrong answer over that of an escalation (with --budget and --max-risk).");

    internal Option<double?> Split { get; } = NumberOptions.Level("--split", "F", "The share of the items kept for choosing among the certified thresholds; 0.3 unless given (with --budget and --max-risk).");

    internal Option<string?> RiskOf { get; } = new("--risk-of") { Description = "Whether the risk is that of acted items (acted, the default) or of all items, escalated ones included (all; with --budget and --max-risk).", HelpName = "acted|all" };

    internal Option<double?> Delta { get; } = SharedOptions.Delta();

    internal Option<string?> Procedure { get; } = new("--procedure") { Description = "The multiple test over the thresholds; fixed-sequence unless given.", HelpName = "fixed-sequence|multi-start|holm|bonferroni|graphical" };

    internal Option<string?> Start { get; } = new("--start") { Description = "Where a sequence begins, by the number of acted items alone: at the strictest threshold that acts on any (strictest), on the least number that can pass (floor), or on twice that (2x, the default).", HelpName = "strictest|floor|2x" };

    internal Option<int?> Starts { get; } = NumberOptions.Count("--starts", "J", "How many sequences (with --procedure multi-start or graphical).");

    internal Option<string?> Grid { get; } = new("--grid") { Description = "How many evenly spaced thresholds (default 1000), every observed score, or a file with one threshold a line.", HelpName = "N|observed|FILE" };

    internal Option<string?> Range { get; } = new("--range") { Description = "The ends of the grid (default: the lowest and the highest score).", HelpName = "LO,HI" };

    internal Option<string?> Method { get; } = new("--method") { Description = "The test of one threshold: exact (the default for losses of 0 and 1), wsr (the default for degrees between), or hb.", HelpName = "exact|hb|wsr" };

    internal Option<string?> Group { get; } = Column("--group", "One certificate for each group that this column names, the error level shared between them.");

    internal Option<string?> Cluster { get; } = Column("--cluster", "The column that names each row's cluster, such as its conversation: all rows of a cluster count as one draw.");

    internal Option<string?> ClusterMethod { get; } = new("--cluster-method") { Description = "How a cluster becomes one draw: one of its rows drawn by the seed (resample, the default), or the mean over its rows with a p-value for numbers between 0 and 1 (means).", HelpName = "resample|means" };

    internal Option<string?> Weight { get; } = Column("--weight", "The column of each row's importance weight, known and fixed beforehand (with --max-weight).");

    internal Option<double?> MaxWeight { get; } = NumberOptions.Positive("--max-weight", "W", "The largest weight there can be, fixed beforehand: not the largest in the file (with --weight).");

    internal Option<string?> Id { get; } = Column("--id", "A column of ids, of which none may occur twice.");

    internal Option<int?> Seed { get; } = NumberOptions.Count("--seed", "N", "The seed of whatever is random: the split, or the order of a betting test; 0 unless given.");

    internal Option<string?> Expires { get; } = new("--expires") { Description = "When the certificate goes out of date, in UTC, for example 2027-06-30.", HelpName = "DATE" };

    internal Option<string?> Out { get; } = SharedOptions.Out("Write the certificate to this file; nothing is written when nothing is certified.");

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal Option<bool> Rows { get; } = new("--rows") { Description = "Show every threshold that was considered (with --max-risk)." };

    /// <summary>What only a risk has.</summary>
    internal IReadOnlyList<Option> OfRisk => [Start, Rows];

    /// <summary>What only a risk without a budget has.</summary>
    internal IReadOnlyList<Option> OfRiskAlone => [Loss, Procedure, Starts];

    /// <summary>How thresholds on a grid are placed: of a risk, and of a budget whose draws are not single items of equal weight.</summary>
    internal IReadOnlyList<Option> OfGrid => [Grid, Range];

    /// <summary>What says that items are not draws of equal weight.</summary>
    internal IReadOnlyList<Option> OfDraws => [Cluster, ClusterMethod, Weight, MaxWeight];

    /// <summary>What only a budget and a risk together have.</summary>
    internal IReadOnlyList<Option> OfBoth => [LossAct, LossEscalate, Costs, Split, RiskOf];

    internal void AddTo(Command command)
    {
        command.Add(File);
        foreach (Option option in (Option[])[Score, Budget, LowerDelegates, MaxRisk, Loss, Delta, Procedure, Start, Starts, Grid, Range, Method, LossAct, LossEscalate, Costs, Split, RiskOf, Group, Cluster, ClusterMethod, Weight, MaxWeight, Id, Seed, Expires, Out, Json, Rows])
        {
            command.Add(option);
        }
    }

    private static Option<string?> Column(string name, string description) => new(name) { Description = description, HelpName = "COL" };
}
