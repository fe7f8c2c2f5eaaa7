namespace Escalation.Calibration;

/// <summary>What came of recomputing a certificate.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class CertificateVerification
{
    internal CertificateVerification(IReadOnlyList<CertificateDifference> differences, IReadOnlyList<string> notRecomputed)
    {
        Differences = differences;
        NotRecomputed = notRecomputed;
    }

    /// <summary>Whether everything that was recomputed agrees.</summary>
    public bool Agrees => Differences.Count == 0;

    /// <summary>The fields that differ, each once.</summary>
    public IReadOnlyList<CertificateDifference> Differences { get; }

    /// <summary>What could not be recomputed, and why, in sentences.</summary>
    public IReadOnlyList<string> NotRecomputed { get; }

    /// <inheritdoc/>
    public override string ToString() => Agrees ? "the certificate agrees" : string.Join("; ", Differences);
}
