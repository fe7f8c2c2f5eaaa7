using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>What a selective-risk calibration promises: <c>P(mean loss among acted items &gt; Alpha) &lt;= Delta</c> over the draw of the calibration set.</summary>
/// <remarks>Immutable. Everything here is fixed before a label is read.</remarks>
public sealed class SelectiveRiskOptions
{
    /// <summary>How many starts there are unless told otherwise.</summary>
    public const int DefaultStarts = 5;

    /// <summary>Creates options.</summary>
    /// <param name="alpha">The largest mean loss among acted items, strictly between 0 and 1.</param>
    /// <param name="delta">The probability that the promise fails, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a level is not strictly between 0 and 1.</exception>
    public SelectiveRiskOptions(double alpha, double delta = 0.1)
    {
        Alpha = Guard.OpenProbability(alpha);
        Delta = Guard.OpenProbability(delta);
    }

    /// <summary>The largest mean loss among acted items, which is their error rate where losses are 0 and 1; strictly between 0 and 1.</summary>
    public double Alpha { get; }

    /// <summary>The probability that the promise fails, strictly between 0 and 1.</summary>
    public double Delta { get; }

    /// <summary>How the thresholds are tested together; a fixed sequence unless given. <see cref="SelectiveRisk"/> says which suits which data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum, or is the order statistic, which is a budget's.</exception>
    public CertificateProcedure Procedure
    {
        get;
        init => field = Enum.IsDefined(value) && value != CertificateProcedure.OrderStatistic
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Procedure), value, $"{nameof(Procedure)} must be one that tests a grid, but was {value}.");
    } = CertificateProcedure.FixedSequence;

    /// <summary>Where each sequence begins; of no effect on Bonferroni and Holm, which have none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public SequenceStart Start
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Start), value, "Not a sequence start.");
    }

    /// <summary>The number J of sequences of <see cref="CertificateProcedure.MultiStart"/> and <see cref="CertificateProcedure.Graphical"/>, at least 1; they begin at equal spacing on the grid, from the strictest threshold on. A grid with fewer thresholds has a start at each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is below 1.</exception>
    public int Starts { get; init => field = Guard.AtLeast(value, 1, nameof(Starts)); } = DefaultStarts;

    /// <summary>How the p-values are computed; null takes <see cref="CertificateMethod.Exact"/> where every loss is 0 or 1 and <see cref="CertificateMethod.Betting"/> elsewhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not one of the enum.</exception>
    public CertificateMethod? Method
    {
        get;
        init => field = value is not { } method || Enum.IsDefined(method) ? value : throw new ArgumentOutOfRangeException(nameof(Method), value, "Not a method.");
    }

    /// <summary>The seed of the order in which <see cref="CertificateMethod.Betting"/> bets on the losses, from 0 to 2^53 - 1; recorded in the certificate. Other methods need no order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the seed is out of range.</exception>
    public long Seed
    {
        get;
        init => field = value is >= 0 and <= Certificate.LargestSeed
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Seed), value, FormattableString.Invariant($"{nameof(Seed)} must be from 0 to {Certificate.LargestSeed}, but was {value}."));
    }

    /// <summary>The thresholds to choose from; null takes <see cref="ThresholdGrid.DefaultCount"/> over the range of the scores, see <see cref="ThresholdGrid.OverRange"/> for what that costs.</summary>
    public ThresholdGrid? Grid { get; init; }

    /// <summary>The name of the score, which the certificate and the threshold carry.</summary>
    /// <exception cref="ArgumentException">Thrown when the name is null, empty or white space.</exception>
    public string ScoreId { get; init => field = Guard.NotBlank(value, nameof(ScoreId)); } = Threshold.UnnamedScore;

    /// <summary>The fingerprint of the data as <see cref="CalibrationData.Sha256(ReadOnlySpan{double}, ReadOnlySpan{double})"/> computes it, for a caller who has it already; null lets the calibration compute it, which takes longer than the calibration itself.</summary>
    /// <exception cref="ArgumentException">Thrown when the text is not 64 lowercase hexadecimal digits.</exception>
    public string? DataSha256 { get; init => field = Hex.RequireSha256(value, nameof(DataSha256)); }

    /// <summary>The group of items that is calibrated, such as a customer segment; the certificate carries it. Null for all items.</summary>
    /// <exception cref="ArgumentException">Thrown when the name is empty or white space.</exception>
    public string? Group { get; init => field = value is null ? null : Guard.NotBlank(value, nameof(Group)); }

    /// <summary>When the certificate goes out of date: from then on a policy that deploys it escalates as stale. Null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool and share the counting, the sorting of observed scores and the writing of the fingerprint's lines. Their number changes no bit of the result; a few ten thousand items are counted and sorted by one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is below 1.</exception>
    public int MaxWorkers { get; init => field = Guard.AtLeast(value, 1, nameof(MaxWorkers)); } = 1;

    /// <summary>The share of <see cref="Delta"/> that this certificate spends, where several share it; null for all of it.</summary>
    internal double? Level { get; init; }

    /// <summary>The level that starts and bets go by, where it is not <see cref="Level"/>: a group that others leave level to must not begin elsewhere because of it.</summary>
    internal double? PlannedLevel { get; init; }

    /// <summary>The same options with another grid.</summary>
    internal SelectiveRiskOptions With(ThresholdGrid grid) => With(grid, Level, PlannedLevel);

    /// <summary>The same options at levels that are known.</summary>
    internal SelectiveRiskOptions At(double level, double planned) => With(Grid, level, planned);

    private SelectiveRiskOptions With(ThresholdGrid? grid, double? level, double? planned) => new(Alpha, Delta)
    {
        Procedure = Procedure,
        Start = Start,
        Starts = Starts,
        Method = Method,
        Seed = Seed,
        Grid = grid,
        ScoreId = ScoreId,
        DataSha256 = DataSha256,
        Group = Group,
        Expires = Expires,
        MaxWorkers = MaxWorkers,
        Level = level,
        PlannedLevel = planned,
    };
}
