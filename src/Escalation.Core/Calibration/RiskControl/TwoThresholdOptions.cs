using Escalation.Decisions;

namespace Escalation.Calibration.RiskControl;

/// <summary>What a calibration of two thresholds promises, and what it minimises. At least one bound must be given; with probability at least <c>1 - Delta</c> over the draw of the testing items all given ones hold at once.</summary>
/// <remarks>Immutable. Everything here is fixed before a label is read.</remarks>
public sealed class TwoThresholdOptions
{
    /// <summary>How many thresholds the grid has unless told otherwise; each pair of them is a policy, 820 pairs.</summary>
    public const int DefaultGridCount = 40;

    /// <summary>Creates options.</summary>
    /// <param name="costs">What is minimised among the certified pairs.</param>
    /// <param name="delta">The probability that a bound is broken, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="costs"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when delta is not strictly between 0 and 1.</exception>
    public TwoThresholdOptions(TwoThresholdCosts costs, double delta = 0.1)
    {
        ArgumentNullException.ThrowIfNull(costs);
        Costs = costs;
        Delta = Guard.OpenProbability(delta);
    }

    /// <summary>What is minimised among the certified pairs.</summary>
    public TwoThresholdCosts Costs { get; }

    /// <summary>The probability that a bound is broken, strictly between 0 and 1.</summary>
    public double Delta { get; }

    /// <summary>The largest error rate among acted items, strictly between 0 and 1; null for no bound.</summary>
    public double? MaxActedRisk { get; init => field = Bound(value, nameof(MaxActedRisk)); }

    /// <summary>The largest error rate among the stronger model's answers, strictly between 0 and 1; null for no bound. With it, pairs of equal thresholds are left out, as they have no such answers.</summary>
    public double? MaxModelRisk { get; init => field = Bound(value, nameof(MaxModelRisk)); }

    /// <summary>The largest error rate over all items, strictly between 0 and 1; null for no bound.</summary>
    public double? MaxRisk { get; init => field = Bound(value, nameof(MaxRisk)); }

    /// <summary>The largest share of items for the stronger model, strictly between 0 and 1; null for no bound.</summary>
    public double? MaxModelRate { get; init => field = Bound(value, nameof(MaxModelRate)); }

    /// <summary>The largest share of items for a person, strictly between 0 and 1; null for no bound.</summary>
    public double? MaxPersonRate { get; init => field = Bound(value, nameof(MaxPersonRate)); }

    /// <summary>The thresholds to pair; null takes <see cref="DefaultGridCount"/> over the range of the scores of the choosing items.</summary>
    public ThresholdGrid? Grid { get; init; }

    /// <summary>How the pairs are tested.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public TwoThresholdProcedure Procedure
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Procedure), value, "Not a procedure.");
    }

    /// <summary>How many chains a graphical procedure begins with; at least 1. 3 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is below 1.</exception>
    public int Chains { get; init => field = Guard.AtLeast(value, 1, nameof(Chains)); } = 3;

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

    /// <summary>The name of the score, which the certificate and its thresholds carry.</summary>
    /// <exception cref="ArgumentException">Thrown when the name is null, empty or white space.</exception>
    public string ScoreId { get; init => field = Guard.NotBlank(value, nameof(ScoreId)); } = Threshold.UnnamedScore;

    /// <summary>When the certificate goes out of date; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The bounds that are given, in the order of the enum.</summary>
    internal List<(TwoThresholdRisk Risk, double Bound)> Bounds()
    {
        var bounds = new List<(TwoThresholdRisk, double)>();
        foreach ((TwoThresholdRisk risk, double? bound) in (ReadOnlySpan<(TwoThresholdRisk, double?)>)
            [
                (TwoThresholdRisk.Acted, MaxActedRisk),
                (TwoThresholdRisk.Model, MaxModelRisk),
                (TwoThresholdRisk.All, MaxRisk),
                (TwoThresholdRisk.ModelRate, MaxModelRate),
                (TwoThresholdRisk.PersonRate, MaxPersonRate),
            ])
        {
            if (bound is { } given)
            {
                bounds.Add((risk, given));
            }
        }

        return bounds;
    }

    private static double? Bound(double? value, string name) => value is { } bound ? Guard.OpenProbability(bound, name) : null;
}
