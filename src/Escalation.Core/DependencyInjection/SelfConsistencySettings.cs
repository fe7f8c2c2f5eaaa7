using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>A threshold on the agreement of the turn's samples; trigger <c>self-consistency</c>. A certificate, or a number typed by hand: exactly one of the two.</summary>
/// <remarks>Reasons: <c>low-confidence</c>; <c>no-signal</c> for samples that are absent, too few or clustered in part, <c>input-too-large</c> for too many; <c>stale-calibration</c> once the certificate has expired.</remarks>
public sealed class SelfConsistencySettings
{
    /// <summary>The share of agreeing samples, in [0, 1], below which the policy escalates; marked uncalibrated.</summary>
    public double? Below { get; set; }

    /// <summary>The path of a certificate for this score, see <see cref="ConfidenceSettings.Certificate"/>; low values must delegate.</summary>
    public string? Certificate { get; set; }

    /// <summary>What the calibration called the score, see <see cref="ConfidenceSettings.ScoreId"/>. For a certificate.</summary>
    public string? ScoreId { get; set; }

    /// <summary>How many samples there must be, from 2 to 256.</summary>
    public int MinimumSamples { get; set; } = 5;

    /// <summary>Whether the samples must agree with the turn's answer; otherwise the most common meaning counts.</summary>
    public bool OfAnswer { get; set; }

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
