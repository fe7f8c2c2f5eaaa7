using Escalation.Calibration;

namespace Escalation.Tool.Verbs;

/// <summary>What a verification found.</summary>
/// <param name="CertificateId">The id that the certificate states; null when it could not be read that far.</param>
/// <param name="Description">The promise in a sentence; null when the certificate could not be read that far.</param>
/// <param name="Differences">The fields that differ.</param>
/// <param name="NotRecomputed">What was not checked, and why.</param>
internal sealed record VerifyOutcome(string? CertificateId, string? Description, IReadOnlyList<CertificateDifference> Differences, IReadOnlyList<string> NotRecomputed)
{
    internal bool Agrees => Differences.Count == 0;

    /// <summary>Whether all that is wrong is its age; a date that could not be read is something else.</summary>
    internal bool IsExpiredOnly => CertificateId is not null && Differences is [{ Field: "expires" }];

    /// <summary>One word for the answer.</summary>
    internal string Status => Agrees ? "verified" : IsExpiredOnly ? "expired" : "differs";

    internal static VerifyOutcome Of(Certificate certificate, CertificateVerification verification, params string[] alsoNotRecomputed) =>
        new(certificate.CertificateId, certificate.Description, verification.Differences, [.. verification.NotRecomputed, .. alsoNotRecomputed]);

    internal static VerifyOutcome Malformed(string field, string message) =>
        new(null, null, [new CertificateDifference(field, "a value that no certificate has", message)], ["every other field: the certificate could not be read past this one."]);
}
