using System.Globalization;
using Escalation.Learning;

namespace Escalation.Probes.Sequences;

/// <summary>The largest attention-weighted mean over windows of w consecutive tokens, of each head; the score is the sum over the heads plus b.</summary>
/// <remarks>
/// <para>
/// The max of rolling means attention probe of <i>Building Production-Ready Probes for Gemini</i> (arXiv 2601.11516): within each window the tokens are weighed by
/// <c>exp(q . x_t / sqrt d)</c>, normalised in that window alone, and the largest window mean of <c>w . x_t</c> counts, so a passage is averaged with its neighbours but
/// not diluted by a long context. The paper uses 10 heads and windows of 10 tokens, and does not divide by sqrt d: multiply such queries by sqrt d. It leaves open
/// how its heads are joined; here each takes its maximum by itself, as in <see cref="MultiMaxProbe"/>. Only whole windows count; a sequence shorter than the window is one window.
/// </para>
/// <para>The state is two numbers for each head and token of the window; a token costs time linear in heads times window besides its projections. Immutable.</para>
/// </remarks>
public sealed class RollingAttentionProbe : SequenceProbe
{
    /// <summary>Creates a probe.</summary>
    /// <param name="heads">The heads, at least one, all of one length d.</param>
    /// <param name="window">The window w in tokens, at least 1; 1 is <see cref="MultiMaxProbe"/>, and a window as long as the sequence is <see cref="AttentionProbe"/>.</param>
    /// <param name="bias">The offset b; finite.</param>
    /// <param name="fingerprint">Whose activations it was trained on.</param>
    /// <param name="calibration">How a score becomes a probability; null when it is not one.</param>
    /// <exception cref="ArgumentException">Thrown when there is no head, one is null, or their lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="bias"/> is not finite or <paramref name="window"/> is below 1.</exception>
    public RollingAttentionProbe(IReadOnlyList<AttentionHead> heads, int window, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration = null)
        : this(ProbeHeads.Project(heads, fingerprint), Guard.AtLeast(window, 1), bias, fingerprint, calibration)
    {
    }

    private RollingAttentionProbe(LinearProbe[] projections, int window, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration)
        : base(string.Create(CultureInfo.InvariantCulture, $"rolling-attention({projections.Length / 2},{window})"), projections, new RollingAttentionReducer(window, projections.Length / 2, Math.Sqrt(projections[0].Length)), bias, fingerprint, calibration)
    {
        Heads = projections.Length / 2;
        Window = window;
    }

    /// <summary>The number of heads.</summary>
    public int Heads { get; }

    /// <summary>The window in tokens.</summary>
    public int Window { get; }
}
