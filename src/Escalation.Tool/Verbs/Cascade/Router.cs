using Escalation.Evaluation;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>What one router made of the rows.</summary>
/// <param name="Name">Its name in the JSON.</param>
/// <param name="Title">Its name for people.</param>
internal sealed record Router(string Name, string Title)
{
    internal required MetricValue AurocOfHelp { get; init; }

    internal required MetricValue AurocOfHarm { get; init; }

    internal required MetricValue Spearman { get; init; }

    internal required MetricValue AverageGapRecovered { get; init; }

    /// <summary>The least shares of strong calls that recover half and four fifths of the gap.</summary>
    internal required IReadOnlyList<(double Level, MetricValue Calls)> Calls { get; init; }

    /// <summary>The accuracy when so many rows are delegated.</summary>
    internal required Func<int, double> AccuracyAt { get; init; }

    /// <summary>The budgets, ascending.</summary>
    internal required IReadOnlyList<RouterBudget> Budgets { get; init; }
}
