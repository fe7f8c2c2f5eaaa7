using System.CommandLine;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Profile;

/// <summary>The options of <c>profile</c>.</summary>
internal sealed class ProfileOptions
{
    internal Argument<string> File { get; } = new("FILE") { Description = $"Counts (columns model, dataset, condition, signal, n, correct, escalated) or, without a column n, single decisions (correct and escalated are 0 or 1). signal is true or false. {SharedOptions.TableHelp}" };

    internal Option<double[]> Costs { get; } = CostOptions.Ratios("The costs of a wrong act in escalations at which the escalation accuracy is told, each above 1; 2 4 10 unless given.");

    internal Option<double?> Level { get; } = NumberOptions.Level("--level", "L", "The confidence level of the intervals of thresholds; 0.95 unless given.");

    internal Option<string[]> Compare { get; } = new("--compare")
    {
        Description = "Two models: test whether the threshold moved from the first to the second over the conditions that both saw.",
        HelpName = "BEFORE AFTER",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    internal Option<int?> Seed { get; } = NumberOptions.Count("--seed", "N", "The seed of the test's exchanges; 0 unless given (with --compare).");

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal void AddTo(Command command)
    {
        command.Add(File);
        foreach (Option option in (Option[])[Costs, Level, Compare, Seed, Json])
        {
            command.Add(option);
        }
    }
}
