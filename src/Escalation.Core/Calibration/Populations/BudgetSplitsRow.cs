namespace Escalation.Calibration.Populations;

/// <summary>What happened to one budget over all splits, beside what was to be expected.</summary>
public sealed record BudgetSplitsRow
{
    /// <summary>The budget alpha.</summary>
    public required double Budget { get; init; }

    /// <summary>The largest certified count k of a calibration set; below 0 when no calibration set of this size certifies anything.</summary>
    public required long AllowedCount { get; init; }

    /// <summary>The number of splits.</summary>
    public required int Splits { get; init; }

    /// <summary>In how many of them a threshold was certified.</summary>
    public required int Certified { get; init; }

    /// <summary>In how many of them the whole population delegates more than the budget.</summary>
    public required int Violations { get; init; }

    /// <summary>The mean share of the population that was delegated; without a certificate nothing is.</summary>
    public required double MeanRate { get; init; }

    /// <summary>What delegating added on average over splits and items of the population, in the unit of the gains.</summary>
    public required double MeanGain { get; init; }

    /// <summary>What was to be expected: the exact law of the same procedure.</summary>
    public required PopulationLaw Law { get; init; }
}
