namespace Escalation.Calibration;

/// <summary>A threshold is certified.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class Certified : CalibrationResult
{
    internal Certified(Certificate certificate, IReadOnlyList<Hypothesis> hypotheses)
        : base(certificate.N, certificate.Alpha, certificate.Delta, hypotheses)
    {
        Certificate = certificate;
        Level = certificate.Level;
    }

    /// <inheritdoc/>
    public override string Status => CalibrationStatus.Certified;

    /// <inheritdoc/>
    public override string Message => Certificate.Description;

    /// <summary>The certificate, which converts to the threshold that a policy deploys.</summary>
    public Certificate Certificate { get; }
}
