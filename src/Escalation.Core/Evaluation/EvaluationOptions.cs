using Escalation.Learning.Calibrators;

namespace Escalation.Evaluation;

/// <summary>How a confidence is evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The number of bins of the calibration errors, at least 1.</summary>
    public int Bins { get; init; } = 15;

    /// <summary>The risks at which the coverage is told, each in [0, 1].</summary>
    public IReadOnlyList<double> Risks { get; init; } = [0.01, 0.02, 0.05, 0.1, 0.2];

    /// <summary>The coverages at which the risk is told, each above 0 and at most 1.</summary>
    public IReadOnlyList<double> Coverages { get; init; } = [0.5, 0.8, 0.9, 0.95];

    /// <summary>The cost ratios R at which the cost rule is told, each finite and above 1.</summary>
    public IReadOnlyList<double> CostRatios { get; init; } = [2.0, 4.0, 10.0];

    /// <summary>The folds in which the calibrated confidence is made, at least 2; the guarded cost needs 3 and fits a map for each pair of them.</summary>
    public int Folds { get; init; } = 10;

    /// <summary>How the calibrated confidence is made; <see cref="CalibrationMethod.Beta"/> only for confidences that are probabilities.</summary>
    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.Platt;

    /// <summary>How many standard errors the calibrated confidence must save on the other folds for the guarded cost to use it; at least 0.</summary>
    public double GuardDeviations { get; init; } = 2.0;

    /// <summary>How many bootstrap resamples, 0 for no intervals; a thousand or more for intervals.</summary>
    public int Resamples { get; init; }

    /// <summary>The confidence level of each interval by itself, strictly between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The seed of folds and resamples; the same one gives the same report.</summary>
    public ulong Seed { get; init; }

    /// <summary>The largest number of threads that fit and judge the maps of folds at once, the caller's among them; at least 1. Threads come from the pool, each holds a few numbers a row meanwhile, and their number changes no bit of the report.</summary>
    public int MaxWorkers { get; init; } = 1;
}
