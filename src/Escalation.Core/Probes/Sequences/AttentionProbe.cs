using System.Globalization;
using Escalation.Learning;

namespace Escalation.Probes.Sequences;

/// <summary>An attention probe: each head weighs the tokens by <c>a_t = softmax_t(q . x_t / sqrt d)</c> and reads <c>sum_t a_t (w . x_t)</c>; the score is the sum over the heads plus b.</summary>
/// <remarks>
/// <para>
/// <c>w . (sum_t a_t x_t) = sum_t a_t (w . x_t)</c>, so no context vector is kept: three doubles for each head, one pass, whatever the length. With one head it is the
/// probe of <i>Detecting High-Stakes Interactions with Activation Probes</i> (arXiv 2506.10805) and of <i>Calibrate-Then-Delegate</i> (arXiv 2604.14251); a bias of
/// the query cancels in the softmax and has no place here. With several it is the attention probe of <i>Building Production-Ready Probes for Gemini</i>
/// (arXiv 2601.11516), whose scores are not divided by sqrt d: multiply such queries by sqrt d.
/// </para>
/// <para>The order of the tokens does not matter, up to rounding. Immutable.</para>
/// </remarks>
public sealed class AttentionProbe : SequenceProbe
{
    /// <summary>Creates a probe.</summary>
    /// <param name="heads">The heads, at least one, all of one length d.</param>
    /// <param name="bias">The offset b; finite.</param>
    /// <param name="fingerprint">Whose activations it was trained on.</param>
    /// <param name="calibration">How a score becomes a probability; null when it is not one.</param>
    /// <exception cref="ArgumentException">Thrown when there is no head, one is null, or their lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="bias"/> is not finite.</exception>
    public AttentionProbe(IReadOnlyList<AttentionHead> heads, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration = null)
        : this(ProbeHeads.Project(heads, fingerprint), bias, fingerprint, calibration)
    {
    }

    private AttentionProbe(LinearProbe[] projections, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration)
        : base(string.Create(CultureInfo.InvariantCulture, $"attention({projections.Length / 2})"), projections, new AttentionReducer(Math.Sqrt(projections[0].Length)), bias, fingerprint, calibration)
    {
        Heads = projections.Length / 2;
    }

    /// <summary>The number of heads.</summary>
    public int Heads { get; }
}
