using System.CommandLine;
using Escalation.Learning.Calibrators;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>The options of <c>evaluate</c>.</summary>
internal sealed class EvaluateOptions
{
    internal Argument<string> File { get; } = new("FILE") { Description = SharedOptions.TableHelp };

    internal Option<string> Confidence { get; } = new("--confidence") { Description = "The column of the confidence; higher means more likely right. Outside 0 to 1 what speaks of probabilities is null.", HelpName = "COL", Required = true };

    internal Option<string> Correct { get; } = new("--correct") { Description = "The column of the label: 1 when the answer was right, else 0.", HelpName = "COL", Required = true };

    internal Option<int?> Bins { get; } = NumberOptions.Count("--bins", "B", "The number of bins of the calibration errors, at least 1; 15 unless given.");

    internal Option<double[]> Costs { get; } = CostOptions.Ratios("The costs of a wrong act in escalations, each above 1; 2 4 10 unless given.");

    internal Option<CalibrationMethod?> Calibration { get; } = CalibrationOption.Create("How the calibrated confidence is made, each answer by a map of other folds; platt unless given. beta needs a confidence from 0 to 1.");

    internal Option<int?> Bootstrap { get; } = NumberOptions.Count("--bootstrap", "N", "Percentile intervals from so many resamples, at least 1; a thousand or more is usual.");

    internal Option<double?> Level { get; } = NumberOptions.Level("--level", "L", "The confidence level of the intervals; 0.95 unless given (with --bootstrap).");

    internal Option<string?> Group { get; } = new("--group") { Description = "A column of groups, such as the conversation: resampled whole, and never in two folds.", HelpName = "COL" };

    internal Option<string?> Id { get; } = new("--id") { Description = "A column of ids, of which none may occur twice.", HelpName = "COL" };

    internal Option<int?> Seed { get; } = NumberOptions.Count("--seed", "N", "The seed of folds and resamples; 0 unless given.");

    internal Option<string?> Page { get; } = new("--report") { Description = "Write one self-contained HTML page with figures and their tables.", HelpName = "FILE" };

    internal Option<string?> Certificate { get; } = new("--certificate") { Description = "A certificate of calibrate for this confidence: the page marks its threshold and says it in words (with --report).", HelpName = "FILE" };

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal void AddTo(Command command)
    {
        command.Add(File);
        foreach (Option option in (Option[])[Confidence, Correct, Bins, Costs, Calibration, Bootstrap, Level, Group, Id, Seed, Page, Certificate, Json])
        {
            command.Add(option);
        }
    }
}
