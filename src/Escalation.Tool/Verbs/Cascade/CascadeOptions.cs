using System.CommandLine;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>The options of <c>cascade</c>.</summary>
internal sealed class CascadeOptions
{
    internal Argument<string> File { get; } = new("FILE") { Description = SharedOptions.TableHelp };

    internal Option<string> WeakScore { get; } = new("--weak-score") { Description = "The column of the weak model's confidence: rows of low confidence are delegated first.", HelpName = "COL", Required = true };

    internal Option<bool> HigherDelegates { get; } = new("--higher-delegates") { Description = "The score is a doubt: rows of high score are delegated first." };

    internal Option<string> WeakCorrect { get; } = new("--weak-correct") { Description = "The column of the weak model's label: 1 when its answer was right, else 0.", HelpName = "COL", Required = true };

    internal Option<string> StrongCorrect { get; } = new("--strong-correct") { Description = "The column of the strong model's label.", HelpName = "COL", Required = true };

    internal Option<string[]> Features { get; } = ListOptions.Names("--features", "COL", "Columns of numbers from which, beside the score, the value of delegating is predicted.");

    internal Option<string[]> Categories { get; } = ListOptions.Names("--categories", "COL", "Columns of names for the same purpose, such as a subject: an indicator for each name.");

    internal Option<double[]> Budgets { get; } = ListOptions.Levels("--budgets", "B", "The budgets, shares of rows that may be delegated; 0.1 0.2 0.3 0.5 0.7 unless given.");

    internal Option<double?> Delta { get; } = SharedOptions.Delta();

    internal Option<int?> Splits { get; } = NumberOptions.Count("--splits", "N", "How many random calibration sets each budget is certified on, at least 1; 1,000 unless given.");

    internal Option<int?> Calibration { get; } = NumberOptions.Count("--calibration", "N", "The rows of each calibration set, at least 1; half of all unless given. Each threshold is deployed on all rows.");

    internal Option<int?> Folds { get; } = NumberOptions.Count("--folds", "K", "The folds of the prediction: a row's value is predicted from the other folds; at least 2; 10 unless given, or fewer where there are fewer rows or groups.");

    internal Option<double?> Penalty { get; } = NumberOptions.Positive("--penalty", "L", "The ridge penalty of the prediction on standardised columns; 10 unless given.");

    internal Option<string?> Group { get; } = new("--group") { Description = "A column of groups, such as the conversation, that are never in two folds.", HelpName = "COL" };

    internal Option<string?> Id { get; } = new("--id") { Description = "A column of ids, of which none may occur twice.", HelpName = "COL" };

    internal Option<int?> Seed { get; } = NumberOptions.Count("--seed", "N", "The seed of folds and splits; 0 unless given.");

    internal Option<string?> Page { get; } = new("--report") { Description = "Write one self-contained HTML page with figures and their tables.", HelpName = "FILE" };

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal void AddTo(Command command)
    {
        command.Add(File);
        foreach (Option option in (Option[])[WeakScore, HigherDelegates, WeakCorrect, StrongCorrect, Features, Categories, Budgets, Delta, Splits, Calibration, Folds, Penalty, Group, Id, Seed, Page, Json])
        {
            command.Add(option);
        }
    }
}
