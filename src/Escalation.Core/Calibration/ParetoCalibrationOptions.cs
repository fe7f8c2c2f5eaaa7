using Escalation.Calibration.RiskControl;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>What a Pareto calibration promises, a delegation budget, and what it optimises without a promise: the expected cost of wrong answers and escalations.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ParetoCalibrationOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="budget">The largest delegation rate, strictly between 0 and 1.</param>
    /// <param name="delta">The probability that the promise fails, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a level is not strictly between 0 and 1.</exception>
    public ParetoCalibrationOptions(double budget, double delta = 0.1)
    {
        Budget = Guard.OpenProbability(budget);
        Delta = Guard.OpenProbability(delta);
    }

    /// <summary>The largest delegation rate, strictly between 0 and 1.</summary>
    public double Budget { get; }

    /// <summary>The probability that the promise fails, strictly between 0 and 1.</summary>
    public double Delta { get; }

    /// <summary>What a wrong answer costs in escalations, R; null, the default, lets escalations cost nothing, so that the fewest wrong answers decide.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the ratio is not finite and above 0.</exception>
    public double? CostRatio { get; init => field = value is { } ratio ? Guard.Positive(ratio, nameof(CostRatio)) : null; }

    /// <summary>The share of the items that choose, strictly between 0 and 1; the others test. 0.3 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the share is not strictly between 0 and 1.</exception>
    public double ChoosingShare { get; init => field = Guard.OpenProbability(value, nameof(ChoosingShare)); } = 0.3;

    /// <summary>The seed of the split, see <see cref="CalibrationSplit.Random"/>; from 0 to 2^53 - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the seed is out of its range.</exception>
    public long Seed
    {
        get;
        init => field = value is >= 0 and <= Certificate.LargestSeed
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Seed), value, $"{nameof(Seed)} must be from 0 to {Certificate.LargestSeed}, but was {value}.");
    }

    /// <summary>The thresholds to choose from; null takes <see cref="ThresholdGrid.DefaultCount"/> over the range of the scores of the choosing items.</summary>
    public ThresholdGrid? Grid { get; init; }

    /// <summary>The name of the score, which the certificate and the threshold carry.</summary>
    /// <exception cref="ArgumentException">Thrown when the name is null, empty or white space.</exception>
    public string ScoreId { get; init => field = Guard.NotBlank(value, nameof(ScoreId)); } = Threshold.UnnamedScore;

    /// <summary>When the certificate goes out of date; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }
}
