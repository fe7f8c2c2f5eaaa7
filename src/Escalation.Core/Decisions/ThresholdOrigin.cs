namespace Escalation.Decisions;

/// <summary>Where a threshold comes from: a certificate, or a number typed by hand.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ThresholdOrigin
{
    private ThresholdOrigin(string? certificateId, string description, string? policyFingerprint = null, int thresholds = 1)
    {
        CertificateId = certificateId;
        Description = description;
        PolicyFingerprint = policyFingerprint;
        Thresholds = thresholds;
    }

    /// <summary>A number typed by hand: legal, and marked.</summary>
    public static ThresholdOrigin Uncalibrated { get; } = new(null, "uncalibrated");

    /// <summary>A threshold still to be calibrated, during a replay.</summary>
    internal static ThresholdOrigin Open { get; } = new(null, "to be calibrated");

    /// <summary>The certificate's id, or null when the threshold is uncalibrated.</summary>
    public string? CertificateId { get; }

    /// <summary>What the certificate promises, in words, or <c>uncalibrated</c>.</summary>
    public string Description { get; }

    /// <summary>Whether a certificate stands behind the threshold.</summary>
    public bool IsCertified => CertificateId is not null;

    /// <summary>The fingerprint of the policy whose final decisions the certificate covers; null when it covers the threshold's rule alone.</summary>
    public string? PolicyFingerprint { get; }

    /// <summary>How many thresholds the certificate is about. Its promise needs all of them in one policy.</summary>
    internal int Thresholds { get; }

    /// <summary>An origin backed by a certificate.</summary>
    /// <param name="certificateId">The certificate's id.</param>
    /// <param name="description">What it promises, in words.</param>
    /// <param name="policyFingerprint">The fingerprint of the policy that it covers, or null.</param>
    /// <param name="thresholds">How many thresholds the certificate is about.</param>
    /// <exception cref="ArgumentException">Thrown when a text is empty or white space.</exception>
    internal static ThresholdOrigin Certified(string certificateId, string description, string? policyFingerprint = null, int thresholds = 1) =>
        new(Guard.NotBlank(certificateId), Guard.NotBlank(description), policyFingerprint is null ? null : Guard.NotBlank(policyFingerprint), thresholds);

    /// <inheritdoc/>
    public override string ToString() => CertificateId is null ? Description : $"certificate {CertificateId}";
}
