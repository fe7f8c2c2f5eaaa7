using Escalation.Decisions;

namespace Escalation.Calibration.RiskControl;

/// <summary>A certified pair of thresholds, "act / escalate to the stronger model / escalate to a person", with everything that is needed to recompute its promises: for each of them R's <c>pbinom(k, trials, bound)</c>.</summary>
/// <remarks>
/// With probability at least <c>1 - Delta</c> over the draw of the testing items all <see cref="Claims"/> hold at once, under <see cref="Assumptions"/>, for a policy that deploys both thresholds and nothing else that escalates.
/// Made by <see cref="TwoThresholdCalibration"/> or read from JSON; immutable and safe to share between threads.
/// </remarks>
public sealed class TwoThresholdCertificate
{
    /// <summary>The version of the JSON document that this library writes and reads.</summary>
    public const string Schema = "escalation-two-thresholds/1";

    // It follows from the other fields, so that a race computes the same value twice.
    private string? _certificateId;

    internal TwoThresholdCertificate()
    {
    }

    /// <summary>The pair.</summary>
    public required TwoThresholds Thresholds { get; init; }

    /// <summary>The rule in words.</summary>
    public required string Rule { get; init; }

    /// <summary>Which score the thresholds apply to.</summary>
    public required string ScoreId { get; init; }

    /// <summary>The promises, each once.</summary>
    public required IReadOnlyList<TwoThresholdClaim> Claims { get; init; }

    /// <summary>The probability that some promise fails, strictly between 0 and 1.</summary>
    public required double Delta { get; init; }

    /// <summary>The level at which the pair's hypothesis was rejected; every p-value is at most this, and this at most <see cref="Delta"/>.</summary>
    public required double Level { get; init; }

    /// <summary>How many items tested.</summary>
    public required long N { get; init; }

    /// <summary>How many of them the pair acts on.</summary>
    public required long ActedCount { get; init; }

    /// <summary>How many of them it gives to the stronger model.</summary>
    public required long ModelCount { get; init; }

    /// <summary>How many of them it gives to a person.</summary>
    public required long PersonCount { get; init; }

    /// <summary>How the pairs were tested.</summary>
    public required TwoThresholdProcedure Procedure { get; init; }

    /// <summary>How many chains a graphical procedure began with; null for a learned order.</summary>
    public required int? Chains { get; init; }

    /// <summary>The grid whose thresholds were paired.</summary>
    public required GridSummary Grid { get; init; }

    /// <summary>How many pairs were tested, failing ones included.</summary>
    public required int HypothesesTested { get; init; }

    /// <summary>What was minimised.</summary>
    public required TwoThresholdCosts Costs { get; init; }

    /// <summary>The expected cost of an item, estimated on the choosing items. A description, without any guarantee.</summary>
    public required double ExpectedCost { get; init; }

    /// <summary>How many items chose.</summary>
    public required long ChoosingItems { get; init; }

    /// <summary>The share of all items that chose: the first <c>floor(share * count)</c> of a shuffle by the seed.</summary>
    public required double ChoosingShare { get; init; }

    /// <summary>The seed of the split.</summary>
    public required long Seed { get; init; }

    /// <summary>The fingerprint of the calibration data: lines <c>score,lossAct,lossModel</c> in file order, see <see cref="CalibrationData"/>.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>What must hold for the promises to hold, in plain sentences.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>When the certificate goes out of date, in UTC; null for never.</summary>
    public DateTimeOffset? Expires { get; init => field = value?.ToUniversalTime(); }

    /// <summary>Name and version of the library that made the certificate.</summary>
    public required string Library { get; init; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the canonical JSON (RFC 8785) of everything else.</summary>
    public string CertificateId
    {
        get => _certificateId ??= TwoThresholdDocument.ComputeId(this);
        internal init => _certificateId = value;
    }

    /// <summary>The promises in a sentence.</summary>
    public string Description => $"{Rule}: {string.Join(", ", Claims.Select(static claim => $"{TwoThresholdVocabulary.Describe(claim.Risk)} of at most {CanonicalNumber.Format(claim.Bound)}"))}, all at once except with probability {CanonicalNumber.Format(Delta)} over the calibration sample of {FormattableString.Invariant($"{N} items ({ActedCount} acted, {ModelCount} to the model, {PersonCount} to a person)")}";

    /// <summary>Reads a certificate from JSON, as strictly as <see cref="Certificate.Parse(string)"/>. Its numbers are not recomputed here: <see cref="Verify(DateTimeOffset?)"/> and the conversions to thresholds do that.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="CertificateFormatException">Thrown when the document is not such a certificate; the message names the field.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="json"/> is null.</exception>
    public static TwoThresholdCertificate Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CertificateParser.Parse(json, TwoThresholdDocument.Read);
    }

    /// <summary>The certificate as an indented JSON document, numbers in shortest round-trip form, ended without a line feed.</summary>
    public string ToJson() => TwoThresholdDocument.ToJson(this);

    /// <summary>The upper threshold, below which the stronger model takes over. Deploy it with <see cref="DecisionOutcome.EscalateToModel"/>, together with <see cref="ToPersonThreshold"/>.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the certificate's numbers contradict each other, as after an edit by hand; the message names the first field that differs.</exception>
    public Threshold ToModelThreshold() => Deploy(Thresholds.High, ScoreDirection.HigherActs);

    /// <summary>The lower threshold, below which a person takes over. Deploy it with <see cref="DecisionOutcome.EscalateToPerson"/>, together with <see cref="ToModelThreshold"/>.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the certificate's numbers contradict each other, as after an edit by hand; the message names the first field that differs.</exception>
    public Threshold ToPersonThreshold() => Deploy(Thresholds.Low, ScoreDirection.LowerDelegates);

    /// <summary>Recomputes what the certificate determines by itself: counts, p-values, bounds, rule, level, grid and id.</summary>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    public CertificateVerification Verify(DateTimeOffset? now = null) => TwoThresholdVerifier.Verify(this, now);

    /// <summary>Recomputes the certificate from its data: the split by its seed, the test and the choice.</summary>
    /// <param name="scores">The calibration scores in file order; finite.</param>
    /// <param name="lossAct">The loss of acting on each item, 0 or 1.</param>
    /// <param name="lossModel">The loss of the stronger model's answer to each item, 0 or 1.</param>
    /// <param name="grid">The grid that was used; null for an even grid, which the certificate itself describes.</param>
    /// <param name="now">The time, to report an expired certificate as a difference; null to leave that out.</param>
    /// <exception cref="ArgumentException">Thrown when a score is not finite, a loss is neither 0 nor 1, or the lengths differ.</exception>
    public CertificateVerification Verify(ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossModel, ThresholdGrid? grid = null, DateTimeOffset? now = null) =>
        TwoThresholdVerifier.Verify(this, scores, lossAct, lossModel, grid, now);

    /// <inheritdoc/>
    public override string ToString() => $"certificate {CertificateId}: {Description}";

    private Threshold Deploy(double value, ScoreDirection direction)
    {
        CertificateVerification verification = Verify();
        return verification.Agrees
            ? new Threshold(value, direction, ThresholdPurpose.Risk, ThresholdOrigin.Certified(CertificateId, Description, thresholds: 2), ScoreId, Expires)
            : throw new InvalidOperationException($"The certificate does not hold: {verification.Differences[0]}.");
    }
}
