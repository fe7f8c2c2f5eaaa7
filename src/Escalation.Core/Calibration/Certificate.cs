using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>A certified threshold with everything that is needed to recompute the claim, for example in R: <c>pbinom(k, n, alpha)</c>.</summary>
/// <remarks>
/// Made by a calibration or read from JSON; immutable and safe to share between threads. It converts to the threshold that a policy deploys, and only while its own numbers hold.
/// A budget promises <c>P(delegation rate &gt; Alpha) &lt;= Delta</c>, a risk promises <c>P(mean loss of the <see cref="RiskOf"/> items &gt; Alpha) &lt;= Delta</c>, over the draw of the calibration set, under <see cref="Assumptions"/>.
/// A certificate with a <see cref="Budget"/> promises both at once.
/// </remarks>
public sealed partial class Certificate
{
    /// <summary>The version of the JSON document that this library writes and reads.</summary>
    public const string Schema = "escalation-certificate/2";

    /// <summary>The largest seed that a JSON number carries without loss.</summary>
    internal const long LargestSeed = (1L << 53) - 1;

    // Both follow from the other fields, so that a race computes the same value twice; a calibration in a loop never pays for them.
    private string? _certificateId;
    private double _upperBound = double.NaN;

    internal Certificate()
    {
    }

    /// <summary>Whether the certificate bounds the delegation rate or a risk.</summary>
    public ThresholdPurpose Purpose => RiskOf is null ? ThresholdPurpose.Budget : ThresholdPurpose.Risk;

    /// <summary>The promise in a sentence.</summary>
    public string Description => CertificateText.Describe(this);

    /// <summary>Reads a certificate from JSON, strictly: unknown, missing, repeated or differently cased keys, another schema version, numbers that are not finite or out of range, byte order marks and trailing text are all refused.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The certificate as it stands in the document. Its numbers are not recomputed here: <see cref="CertificateVerifier"/> and <see cref="ToThreshold()"/> do that.</returns>
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
    /// <exception cref="InvalidOperationException">Thrown when the certificate contradicts itself, see <see cref="ToThreshold()"/>.</exception>
    public static implicit operator Threshold(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.ToThreshold();
    }

    /// <summary>The certificate as an indented JSON document, numbers in shortest round-trip form, ended without a line feed.</summary>
    public string ToJson() => CertificateWriter.ToJson(this);

    /// <summary>The certificate as a page for people: promise, rule, evidence, the calls that recompute it in R and SciPy, assumptions, expiry and id. Lines end with a line feed.</summary>
    public string ToText() => CertificatePage.Write(this);

    /// <summary>Whether the certificate is out of date at a time; never when it has no <see cref="Expires"/>.</summary>
    /// <param name="now">The time.</param>
    public bool IsExpired(DateTimeOffset now) => now >= Expires;

    /// <summary>The threshold that a policy deploys, with this certificate as its origin and its expiry: a policy escalates, with <see cref="Reason.StaleCalibration"/>, what the threshold should decide once it has expired.</summary>
    /// <exception cref="InvalidOperationException">Thrown when the certificate's numbers contradict each other, as after an edit by hand; the message names the first field that differs. An edited document therefore never becomes a certified threshold.</exception>
    /// <remarks>No clock is read here, so an expired certificate still converts, to a threshold on which every decision is stale; <see cref="ToThreshold(TimeProvider)"/> refuses it.</remarks>
    public Threshold ToThreshold()
    {
        CertificateVerification verification = CertificateVerifier.Verify(this);
        return verification.Agrees
            ? new Threshold(Threshold, Direction, Purpose, ThresholdOrigin.Certified(CertificateId, Description, Policy?.Fingerprint), ScoreId, Expires)
            : throw new InvalidOperationException($"The certificate does not hold: {verification.Differences[0]}.");
    }

    /// <summary>The threshold that a policy deploys, as <see cref="ToThreshold()"/> gives it, unless the certificate has expired.</summary>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="time"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the certificate has expired, or its numbers contradict each other.</exception>
    public Threshold ToThreshold(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        DateTimeOffset now = time.GetUtcNow();
        return IsExpired(now)
            ? throw new InvalidOperationException($"The certificate {CertificateId} expired at {UtcText.Format(Expires!.Value)} and it is {UtcText.Format(now)}: calibrate again.")
            : ToThreshold();
    }

    /// <inheritdoc/>
    public override string ToString() => $"certificate {CertificateId}: {Description}";
}
