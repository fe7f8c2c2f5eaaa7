namespace Escalation.Calibration;

/// <summary>What a certificate over a whole policy was computed with.</summary>
/// <param name="Fingerprint">The fingerprint of the policy whose recorded turns were replayed: 64 lowercase hexadecimal digits of a SHA-256.</param>
/// <param name="Forced">How many calibration items the policy's other triggers escalated, whatever the threshold: they rank above every score.</param>
public sealed record PolicyClaim(string Fingerprint, long Forced);
