using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>A certified threshold with everything that is needed to recompute the claim, for example in R: <c>pbinom(k, n, alpha)</c>.</summary>
/// <remarks>
/// Made by a calibration or read from JSON; immutable and safe to share between threads. It converts to the threshold that a policy deploys, and only while its own numbers hold.
/// A budget promises <c>P(delegation rate &gt; Alpha) &lt;= Delta</c>, a risk promises <c>P(error rate among acted items &gt; Alpha) &lt;= Delta</c>, over the draw of the calibration set, under <see cref="Assumptions"/>.
/// </remarks>
public sealed class Certificate
{
    /// <summary>The version of the JSON document that this library writes and reads.</summary>
    public const string Schema = "escalation-certificate/1";

    // Both follow from the other fields, so that a race computes the same value twice; a calibration in a loop never pays for them.
    private string? _certificateId;
    private double _upperBound = double.NaN;

    internal Certificate()
    {
    }

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

    /// <summary>The certified bound on the delegation rate or on the risk, strictly between 0 and 1.</summary>
    public required double Alpha { get; init; }

    /// <summary>The probability that the promise fails, strictly between 0 and 1.</summary>
    public required double Delta { get; init; }

    /// <summary>How many calibration items there were.</summary>
    public required int N { get; init; }

    /// <summary>The count that was tested: items delegated for a budget, errors among acted items for a risk.</summary>
    public required int K { get; init; }

    /// <summary>How many calibration items the rule acts on.</summary>
    public required int ActedCount { get; init; }

    /// <summary>The exact binomial p-value, rounded upwards: <c>P(Bin(N, Alpha) &lt;= K)</c> for a budget, <c>P(Bin(ActedCount, Alpha) &lt;= K)</c> for a risk; at most <see cref="Delta"/>.</summary>
    public required double PValue { get; init; }

    /// <summary>How the threshold was found.</summary>
    public required CertificateProcedure Procedure { get; init; }

    /// <summary>Where the fixed sequence began; null for a budget.</summary>
    public required SequenceStart? Start { get; init; }

    /// <summary>The grid of thresholds; null for a budget.</summary>
    public required GridSummary? Grid { get; init; }

    /// <summary>How many hypotheses were tested, a failing one included.</summary>
    public required int HypothesesTested { get; init; }

    /// <summary>The share of calibration items that the rule delegates.</summary>
    public required double EmpiricalRate { get; init; }

    /// <summary>The error rate among acted calibration items; null for a budget, which sees no labels.</summary>
    public required double? EmpiricalRisk { get; init; }

    /// <summary>The one-sided Clopper-Pearson bound at <see cref="Delta"/> for the tested count at this threshold; at most <see cref="Alpha"/>. The promise is <see cref="Alpha"/>: the threshold was chosen with the counts in view, so this smaller number is a description.</summary>
    public double UpperBound
    {
        get
        {
            if (double.IsNaN(_upperBound))
            {
                _upperBound = ClopperPearson.Upper(K, Trials, Delta);
            }

            return _upperBound;
        }
        internal init => _upperBound = value;
    }

    /// <summary>The fingerprint of the calibration data, as <see cref="CalibrationData"/> computes it.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>What must hold for the promise to hold, in plain sentences.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>Name and version of the library that made the certificate.</summary>
    public required string Library { get; init; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the canonical JSON (RFC 8785) of everything else.</summary>
    public string CertificateId
    {
        get => _certificateId ??= CertificateWriter.ComputeId(this);
        internal init => _certificateId = value;
    }

    /// <summary>Whether the certificate bounds the delegation rate or the risk.</summary>
    public ThresholdPurpose Purpose => Procedure == CertificateProcedure.OrderStatistic ? ThresholdPurpose.Budget : ThresholdPurpose.Risk;

    /// <summary>The promise in a sentence.</summary>
    public string Description => CertificateText.Describe(this);

    /// <summary>How many trials the tested count came from: all items for a budget, the acted ones for a risk.</summary>
    internal int Trials => Purpose == ThresholdPurpose.Budget ? N : ActedCount;

    /// <summary>Reads a certificate from JSON, strictly: unknown, missing, repeated or differently cased keys, another schema version, numbers that are not finite or out of range, byte order marks and trailing text are all refused.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The certificate as it stands in the document. Its numbers are not recomputed here: <see cref="CertificateVerifier"/> and <see cref="ToThreshold"/> do that.</returns>
    /// <exception cref="CertificateFormatException">Thrown when the document is not a certificate; the message names the field.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="json"/> is null.</exception>
    public static Certificate Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CertificateParser.Parse(json);
    }

    /// <summary>Reads a certificate from UTF-8 JSON, as strictly as <see cref="Parse(string)"/>.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <exception cref="CertificateFormatException">Thrown when the document is not a certificate; the message names the field.</exception>
    public static Certificate Parse(ReadOnlySpan<byte> utf8Json) => CertificateParser.Parse(utf8Json);

    /// <summary>The certificate as the threshold that a policy deploys.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the certificate contradicts itself, see <see cref="ToThreshold"/>.</exception>
    public static implicit operator Threshold(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.ToThreshold();
    }

    /// <summary>The certificate as an indented JSON document, numbers in shortest round-trip form, ended without a line feed.</summary>
    public string ToJson() => CertificateWriter.ToJson(this);

    /// <summary>The threshold that a policy deploys, with this certificate as its origin.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the certificate's numbers contradict each other, as after an edit by hand; the message names the first field that differs. An edited document therefore never becomes a certified threshold.</exception>
    public Threshold ToThreshold()
    {
        CertificateVerification verification = CertificateVerifier.Verify(this);
        return verification.Agrees
            ? new Threshold(Threshold, Direction, Purpose, ThresholdOrigin.Certified(CertificateId, Description), ScoreId)
            : throw new InvalidOperationException($"The certificate does not hold: {verification.Differences[0]}.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"certificate {CertificateId}: {Description}";
}
