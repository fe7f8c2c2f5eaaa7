using Escalation.Decisions;

namespace Escalation.Uncertainty.Attribution;

/// <summary>Which cause makes a turn uncertain, with the evidence for it, by fixed rules on the signals that are there.</summary>
/// <remarks>
/// <para>A rule without its signal is silent, and so is one whose signal does not pass its level. The cause is that of the strongest evidence, at equal strength the first in the order of <see cref="UncertaintyCause"/>; without evidence it is unknown. Strengths:</para>
/// <list type="bullet">
/// <item><description>Ambiguous input: margin m of readings below its level t, <c>1 - m / t</c>; n &gt; 1 unscored readings, or n &gt; 1 goals, <c>1 - 1 / n</c>; confident disagreement d above its level t, <c>(d - t) / (1 - t)</c>.</description></item>
/// <item><description>Missing context: m of n required slots without value, <c>m / n</c>; no passage retrieved, 1; relevance s of the best below its level t, <c>1 - s / t</c>.</description></item>
/// <item><description>Policy gap: no rule applies, 1. Conflict: n &gt; 0 contradictions, <c>1 - 1 / (1 + n)</c>.</description></item>
/// <item><description>Out of distribution: a score that its threshold escalates, <c>min(1, |s - t| / span)</c>, or 1 without a span.</description></item>
/// <item><description>Every cause: a stated severity above its level, that severity. It is somebody's word, so it explains and never excuses.</description></item>
/// </list>
/// <para>The idea of attribution indicators beside a performance predictor: arXiv 2601.07006; the rules are this library's own. Immutable.</para>
/// </remarks>
public sealed class UncertaintyAttribution
{
    private UncertaintyAttribution(Reason? fault, List<CauseEvidence> evidence)
    {
        Fault = fault;
        evidence.Sort(Compare);
        Evidence = evidence.AsReadOnly();
    }

    /// <summary>Why nothing can be attributed, or null: a signal that is NaN or infinite is <see cref="Reason.ScoreUndefined"/>, one out of its range <see cref="Reason.ScoreOutOfRange"/>.</summary>
    public Reason? Fault { get; }

    /// <summary>The cause of the strongest evidence; unknown when there is none.</summary>
    public UncertaintyCause Cause => Evidence.Count > 0 ? Evidence[0].Cause : UncertaintyCause.Unknown;

    /// <summary>The strength of the strongest evidence, in [0, 1]; 0 when there is none.</summary>
    public double Strength => Evidence.Count > 0 ? Evidence[0].Strength : 0.0;

    /// <summary>All evidence, the strongest first.</summary>
    public IReadOnlyList<CauseEvidence> Evidence { get; }

    /// <summary>Attributes. Takes constant time.</summary>
    /// <param name="signals">What was measured of the turn.</param>
    /// <param name="levels">From where on a signal counts; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a level is out of range.</exception>
    public static UncertaintyAttribution Of(in AttributionSignals signals, AttributionLevels? levels = null)
    {
        levels ??= new AttributionLevels();
        levels.Check();
        var found = new List<CauseEvidence>();
        Reason? fault = AttributionRules.Fault(signals);
        if (fault is null)
        {
            AttributionRules.Strongest(signals, levels, found);
        }

        return new UncertaintyAttribution(fault, found);
    }

    /// <summary>No attribution, because a signal could not be read.</summary>
    internal static UncertaintyAttribution Without(Reason fault) => new(fault, []);

    internal static int Compare(CauseEvidence left, CauseEvidence right)
    {
        int byStrength = right.Strength.CompareTo(left.Strength);
        int byCause = byStrength != 0 ? byStrength : left.Cause.CompareTo(right.Cause);
        return byCause != 0 ? byCause : string.CompareOrdinal(left.Signal, right.Signal);
    }
}
