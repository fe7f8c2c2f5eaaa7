using System.CommandLine;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>What <c>cascade</c> was asked.</summary>
/// <param name="File">The table.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record CascadeRequest(string File, CascadeColumns Columns)
{
    private const int MostSplits = 100_000;
    private const int DefaultSplits = 1_000;
    private const double DefaultPenalty = 10.0;

    private static readonly double[] DefaultBudgets = [0.1, 0.2, 0.3, 0.5, 0.7];

    /// <summary>Whether rows of high score are delegated first.</summary>
    internal required bool HigherDelegates { get; init; }

    internal required double[] Budgets { get; init; }

    internal required double Delta { get; init; }

    internal required int Splits { get; init; }

    /// <summary>The rows of a calibration set; null for half of all.</summary>
    internal required int? Calibration { get; init; }

    /// <summary>The folds of the prediction; null for as many as usual.</summary>
    internal required int? Folds { get; init; }

    internal required double Penalty { get; init; }

    internal required ulong Seed { get; init; }

    /// <summary>The HTML page to write, or null.</summary>
    internal required string? Page { get; init; }

    internal required bool Json { get; init; }

    /// <exception cref="ToolException">Thrown when the options contradict each other.</exception>
    internal static CascadeRequest Read(ParseResult parsed, CascadeOptions options)
    {
        string file = parsed.GetRequiredValue(options.File);
        string? page = parsed.GetValue(options.Page);
        SharedOptions.RequireSeparateAs("--report", page, file);
        int splits = parsed.GetValue(options.Splits) ?? DefaultSplits;
        int? folds = parsed.GetValue(options.Folds);
        int? calibration = parsed.GetValue(options.Calibration);
        if (splits is < 1 or > MostSplits)
        {
            throw new ToolException($"--splits must be from 1 to {Report.Count(MostSplits)}, but was {splits}");
        }

        if (folds < 2)
        {
            throw new ToolException($"--folds must be at least 2, but was {folds}");
        }

        if (calibration == 0)
        {
            throw new ToolException("--calibration must be at least 1, but was 0");
        }

        double[] budgets = parsed.GetValue(options.Budgets) ?? [];
        double delta = parsed.GetValue(options.Delta) ?? SharedOptions.DefaultDelta;
        budgets = budgets.Length > 0 ? [.. budgets.Order()] : DefaultBudgets;
        SharedOptions.RequireCertifiable(budgets[0], delta);
        return new CascadeRequest(file, new CascadeColumns(parsed.GetRequiredValue(options.WeakScore), parsed.GetRequiredValue(options.WeakCorrect), parsed.GetRequiredValue(options.StrongCorrect))
        {
            Features = parsed.GetValue(options.Features) ?? [],
            Categories = parsed.GetValue(options.Categories) ?? [],
            Group = parsed.GetValue(options.Group),
            Id = parsed.GetValue(options.Id),
        })
        {
            HigherDelegates = parsed.GetValue(options.HigherDelegates),
            Budgets = budgets,
            Delta = delta,
            Splits = splits,
            Calibration = calibration,
            Folds = folds,
            Penalty = parsed.GetValue(options.Penalty) ?? DefaultPenalty,
            Seed = (ulong)(parsed.GetValue(options.Seed) ?? 0),
            Page = page,
            Json = parsed.GetValue(options.Json),
        };
    }
}
