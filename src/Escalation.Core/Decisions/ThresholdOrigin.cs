namespace Escalation.Decisions;

/// <summary>Where a threshold comes from: a certificate, or a number typed by hand.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ThresholdOrigin
{
    private ThresholdOrigin(string? certificateId, string description, int thresholds = 1)
    {
        CertificateId = certificateId;
        Description = description;
        Thresholds = thresholds;
    }

    /// <summary>A number typed by hand: legal, and marked.</summary>
    public static ThresholdOrigin Uncalibrated { get; } = new(null, "uncalibrated");

    /// <summary>The certificate's id, or null when the threshold is uncalibrated.</summary>
    public string? CertificateId { get; }

    /// <summary>What the certificate promises, in words, or <c>uncalibrated</c>.</summary>
    public string Description { get; }

    /// <summary>Whether a certificate stands behind the threshold.</summary>
    public bool IsCertified => CertificateId is not null;

    /// <summary>How many thresholds the certificate is about. Its promise needs all of them in one policy.</summary>
    internal int Thresholds { get; }

    /// <summary>An origin backed by a certificate.</summary>
    /// <param name="certificateId">The certificate's id.</param>
    /// <param name="description">What it promises, in words.</param>
    /// <param name="thresholds">How many thresholds the certificate is about.</param>
    /// <exception cref="ArgumentException">Thrown when either text is null, empty or white space.</exception>
    internal static ThresholdOrigin Certified(string certificateId, string description, int thresholds = 1) =>
        new(Guard.NotBlank(certificateId), Guard.NotBlank(description), thresholds);

    /// <inheritdoc/>
    public override string ToString() => CertificateId is null ? Description : $"certificate {CertificateId}";
}
