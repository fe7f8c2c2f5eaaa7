namespace Escalation.Calibration;

/// <summary>A field of a certificate that states something other than what its content or its data give.</summary>
/// <param name="Field">The field's name in the JSON document, for example <c>pValue</c> or <c>grid.sha256</c>.</param>
/// <param name="Stated">What the certificate says.</param>
/// <param name="Recomputed">What it should say, or what is wrong.</param>
public sealed record CertificateDifference(string Field, string Stated, string Recomputed)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field} states {Stated}, recomputed {Recomputed}";
}
