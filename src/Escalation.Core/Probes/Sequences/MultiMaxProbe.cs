using System.Globalization;
using Escalation.Learning;

namespace Escalation.Probes.Sequences;

/// <summary>MultiMax: each head takes its largest value over the tokens, <c>max_t (v_h . x_t)</c>; the score is the sum over the heads plus b.</summary>
/// <remarks>
/// <para>
/// From <i>Building Production-Ready Probes for Gemini</i> (arXiv 2601.11516): an average, weighted or not, dilutes a short passage in a long context; a maximum does
/// not, and several heads can each settle on a passage of their own. There (section 3.2.1) the heads read a learned transformation of the activations; here they read the
/// activations themselves, so a transformed probe needs the transformed tokens.
/// </para>
/// <para>One double for each head. The order of the tokens does not change a bit of the score. Immutable.</para>
/// </remarks>
public sealed class MultiMaxProbe : SequenceProbe
{
    /// <summary>Creates a probe.</summary>
    /// <param name="heads">The value weights v of each head, at least one head, all of one length; finite. They are copied.</param>
    /// <param name="bias">The offset b; finite.</param>
    /// <param name="fingerprint">Whose activations it was trained on.</param>
    /// <param name="calibration">How a score becomes a probability; null when it is not one.</param>
    /// <exception cref="ArgumentException">Thrown when there is no head, one is null or empty, or their lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a weight or the bias is not finite.</exception>
    public MultiMaxProbe(IReadOnlyList<float[]> heads, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration = null)
        : this(ProbeHeads.Project(heads, fingerprint), bias, fingerprint, calibration)
    {
    }

    private MultiMaxProbe(LinearProbe[] projections, double bias, ProbeFingerprint fingerprint, PlattCalibration? calibration)
        : base(string.Create(CultureInfo.InvariantCulture, $"multimax({projections.Length})"), projections, new MultiMaxReducer(), bias, fingerprint, calibration)
    {
        Heads = projections.Length;
    }

    /// <summary>The number of heads.</summary>
    public int Heads { get; }
}
