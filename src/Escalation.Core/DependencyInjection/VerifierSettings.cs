using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>A threshold on <see cref="AgentTurn.VerifierScore"/>; trigger <c>verifier</c>. A certificate, or a number typed by hand: exactly one of the two.</summary>
/// <remarks>Reasons: <c>low-confidence</c>; <c>no-signal</c> for a turn without the score, <c>score-undefined</c> for one that is no number; <c>stale-calibration</c> once the certificate has expired.</remarks>
public sealed class VerifierSettings
{
    /// <summary>The score below which the policy escalates, on the verifier's own scale; finite, marked uncalibrated.</summary>
    public double? Below { get; set; }

    /// <summary>The path of a certificate for this score, see <see cref="ConfidenceSettings.Certificate"/>; low values must delegate.</summary>
    public string? Certificate { get; set; }

    /// <summary>What the calibration called the score, see <see cref="ConfidenceSettings.ScoreId"/>. For a certificate.</summary>
    public string? ScoreId { get; set; }

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
