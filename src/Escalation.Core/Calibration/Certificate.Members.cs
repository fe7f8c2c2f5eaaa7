using Escalation.Decisions;

namespace Escalation.Calibration;

/// <content>What a certificate states.</content>
public sealed partial class Certificate
{
    /// <summary>The group of items that the certificate is about, such as a customer segment; null when it is about all.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the promise is about the threshold's rule or about a whole policy's final decision.</summary>
    public CertificateScope Scope => Policy is null ? CertificateScope.Rule : CertificateScope.Policy;

    /// <summary>The policy that the promise covers; null when it covers the rule alone.</summary>
    public PolicyClaim? Policy { get; init; }

    /// <summary>The certified threshold, on the scale of its score.</summary>
    public required double Threshold { get; init => field = Guard.Finite(value, nameof(Threshold)); }

    /// <summary>Which side of the threshold escalates.</summary>
    public required ScoreDirection Direction { get; init; }

    /// <summary>The comparison that delegates (<c>&gt;</c>, <c>&lt;</c>) or acts (<c>&gt;=</c>).</summary>
    public required string Comparison { get; init; }

    /// <summary>The rule in words, for example <c>delegate when score &gt; 0.728</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Which score the threshold applies to.</summary>
    public required string ScoreId { get; init; }

    /// <summary>Which items the certified risk is the mean loss of; null for a delegation budget.</summary>
    public required RiskSubject? RiskOf { get; init; }

    /// <summary>The certified bound on the delegation rate or on the risk, strictly between 0 and 1.</summary>
    public required double Alpha { get; init; }

    /// <summary>The family-wise error level: the probability that any promise of this calibration fails, those of other groups included; strictly between 0 and 1.</summary>
    public required double Delta { get; init; }

    /// <summary>How many calibration items there were.</summary>
    public required long N { get; init; }

    /// <summary>The count that was tested: items delegated for a budget, errors among the <see cref="RiskOf"/> items for a risk. Beside a <see cref="LossSum"/> it counts the items with any loss.</summary>
    public required long K { get; init; }

    /// <summary>How many calibration items the rule acts on.</summary>
    public required long ActedCount { get; init; }

    /// <summary>The sum of the losses that were tested, for losses in [0, 1]; null for losses of 0 and 1, whose sum is <see cref="K"/>, and for a count.</summary>
    public double? LossSum { get; init; }

    /// <summary>What counts as one independent draw.</summary>
    public CertificateUnit Unit => Clusters is null ? CertificateUnit.Item : CertificateUnit.Cluster;

    /// <summary>How many clusters the tested items came from, which for a selective risk by the means of clusters are those with an item that the rule acts on; null when each item is a draw of its own.</summary>
    public long? Clusters { get; init; }

    /// <summary>The p-value, rounded upwards: with <see cref="CertificateMethod.Exact"/> <c>P(Bin(N, Alpha) &lt;= K)</c> for a budget and for a risk of all items, <c>P(Bin(ActedCount, Alpha) &lt;= K)</c> for a risk of the acted ones; at most <see cref="Level"/>.</summary>
    public required double PValue { get; init; }

    /// <summary>How the p-value is computed.</summary>
    public CertificateMethod Method { get; init; }

    /// <summary>How the threshold was found.</summary>
    public required CertificateProcedure Procedure { get; init; }

    /// <summary>Where a sequence began, by the number of acted items alone; null where there is no such sequence.</summary>
    public SequenceStart? Start { get; init; }

    /// <summary>How many sequences there were; null where the procedure has no several.</summary>
    public int? Starts { get; init; }

    /// <summary>The level at which this hypothesis was rejected: <c>PValue &lt;= Level &lt;= Delta</c>. It is delta for a fixed sequence, delta / J for one of J sequences, delta / m for Bonferroni among m, between those for Holm, and less where groups or a second promise share delta.</summary>
    public required double Level { get; init; }

    /// <summary>The grid of thresholds; null for an order statistic.</summary>
    public GridSummary? Grid { get; init; }

    /// <summary>How many hypotheses were tested, failing ones included.</summary>
    public required int HypothesesTested { get; init; }

    /// <summary>The second promise of a joint certificate; null when there is one promise only.</summary>
    public BudgetClaim? Budget { get; init; }

    /// <summary>How the threshold was chosen among the certified ones on items that did not test; null where the procedure leaves no choice.</summary>
    public SplitChoice? Choice { get; init; }

    /// <summary>The share of calibration items that the rule delegates.</summary>
    public required double EmpiricalRate { get; init; }

    /// <summary>The mean loss among the <see cref="RiskOf"/> calibration items; null for a budget, which sees no labels.</summary>
    public double? EmpiricalRisk { get; init; }

    /// <summary>The upper bound at <see cref="Level"/> for the tested quantity at this threshold, by the inverse of the p-value (Clopper-Pearson for counts); at most <see cref="Alpha"/>. The promise is <see cref="Alpha"/>: the threshold was chosen with the counts in view, so this smaller number is a description.</summary>
    public double UpperBound
    {
        get
        {
            if (double.IsNaN(_upperBound))
            {
                _upperBound = CertificateEvidence.UpperBound(this) ?? Alpha;
            }

            return _upperBound;
        }
        internal init => _upperBound = value;
    }

    /// <summary>The seed of whatever was random: the order of the losses, the item drawn from each cluster, or the split between items that choose and items that test; null when nothing was. From 0 to 2^53 - 1, which a JSON number carries without loss.</summary>
    public long? Seed
    {
        get;
        init => field = value is null or (>= 0 and <= LargestSeed)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Seed), value, $"{nameof(Seed)} must be from 0 to {LargestSeed}, but was {value}.");
    }

    /// <summary>The fingerprint of the calibration data, as <see cref="CalibrationData"/> computes it.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>What must hold for the promise to hold, in plain sentences.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>When the certificate goes out of date, in UTC; null for never. From then on it is stale, see <see cref="IsExpired"/>.</summary>
    public DateTimeOffset? Expires { get; init => field = value?.ToUniversalTime(); }

    /// <summary>Name and version of the library that made the certificate.</summary>
    public required string Library { get; init; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the canonical JSON (RFC 8785) of everything else.</summary>
    public string CertificateId
    {
        get => _certificateId ??= CertificateWriter.ComputeId(this);
        internal init => _certificateId = value;
    }

    /// <summary>Whether thresholds were tested in an order.</summary>
    internal bool IsSequential => Procedure is CertificateProcedure.FixedSequence or CertificateProcedure.MultiStart or CertificateProcedure.Graphical;

    /// <summary>How many draws the tested quantity came from.</summary>
    internal long Trials => Clusters is { } clusters && Method != CertificateMethod.Exact ? clusters
        : RiskOf == RiskSubject.Acted ? ActedCount
        : N;

    /// <summary>The sum of the tested losses, which is the count where they are 0 and 1.</summary>
    internal double TestedSum => LossSum ?? K;
}
