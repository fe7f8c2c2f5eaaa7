using Escalation.Calibration.RiskControl;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>What a joint calibration promises: with probability at least <c>1 - Delta</c> over the draw of the calibration set, both the delegation rate is at most <see cref="Budget"/> and the risk at most <see cref="MaxRisk"/>.</summary>
/// <remarks>Immutable. Everything here is fixed before a label is read.</remarks>
public sealed class JointCalibrationOptions
{
    /// <summary>Creates options.</summary>
    /// <param name="budget">The largest delegation rate, strictly between 0 and 1.</param>
    /// <param name="maxRisk">The largest risk, strictly between 0 and 1.</param>
    /// <param name="costRatio">What a wrong answer costs in escalations, R; finite and above 0.</param>
    /// <param name="delta">The probability that one of the promises fails, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of its range.</exception>
    public JointCalibrationOptions(double budget, double maxRisk, double costRatio, double delta = 0.1)
    {
        Budget = Guard.OpenProbability(budget);
        MaxRisk = Guard.OpenProbability(maxRisk);
        CostRatio = Guard.Positive(costRatio);
        Delta = Guard.OpenProbability(delta);
    }

    /// <summary>The largest delegation rate, strictly between 0 and 1.</summary>
    public double Budget { get; }

    /// <summary>The largest risk, strictly between 0 and 1.</summary>
    public double MaxRisk { get; }

    /// <summary>What a wrong answer costs in escalations, R: the expected cost of a threshold is <c>R * wrong answers + escalations</c>, per item.</summary>
    public double CostRatio { get; }

    /// <summary>The probability that one of the promises fails, strictly between 0 and 1.</summary>
    public double Delta { get; }

    /// <summary>Which risk is bounded: the error rate among acted items, or that of all items, whoever answers them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public RiskSubject RiskOf
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(RiskOf), value, "Not a risk subject.");
    }

    /// <summary>The share of delta that the budget spends, strictly between 0 and 1; the risk spends the rest. A half unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the share is not strictly between 0 and 1.</exception>
    public double BudgetShare { get; init => field = Guard.OpenProbability(value, nameof(BudgetShare)); } = 0.5;

    /// <summary>The share of the items that choose the best of the certified thresholds, strictly between 0 and 1; the others test. 0.3 unless given.</summary>
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

    /// <summary>The thresholds to choose from; null takes <see cref="ThresholdGrid.DefaultCount"/> over the range of the scores of the choosing items. Those do not test, so that such a grid is fixed beforehand in the strict sense.</summary>
    public ThresholdGrid? Grid { get; init; }

    /// <summary>The least number of acted items with which the chain of a selective risk may begin; it never begins before the budget allows. Without effect where the risk is one of all items.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public SequenceStart Start
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Start), value, "Not a sequence start.");
    }

    /// <summary>The name of the score, which the certificate and the threshold carry.</summary>
    /// <exception cref="ArgumentException">Thrown when the name is null, empty or white space.</exception>
    public string ScoreId { get; init => field = Guard.NotBlank(value, nameof(ScoreId)); } = Threshold.UnnamedScore;

    /// <summary>When the certificate goes out of date; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The fingerprint of the data as <see cref="CalibrationData.Sha256(ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double})"/> computes it, for a caller who has it already; null lets the calibration compute it.</summary>
    /// <exception cref="ArgumentException">Thrown when the text is not 64 lowercase hexadecimal digits.</exception>
    public string? DataSha256 { get; init => field = Hex.RequireSha256(value, nameof(DataSha256)); }

    /// <summary>The levels of the two promises where they are known already, as to a verification; null takes the shares of delta.</summary>
    internal (double Budget, double Risk)? Levels { get; init; }

    /// <summary>The level of the budget's test.</summary>
    internal double BudgetLevel => Levels?.Budget ?? ErrorShare.Of(Delta, BudgetShare);

    /// <summary>The level of the risk's tests.</summary>
    internal double RiskLevel => Levels?.Risk ?? ErrorShare.Rest(Delta, BudgetLevel);
}
