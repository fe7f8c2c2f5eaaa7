using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>The threshold of a score: a certificate, or a number typed by hand. Exactly one of the two. Trigger <c>confidence</c>, or <c>delegation-value</c> for a certificate of that.</summary>
/// <remarks>Reasons: <c>low-confidence</c> or <c>delegation-value</c>; <c>no-signal</c>, <c>score-undefined</c> or <c>score-out-of-range</c> for a turn without a usable score; <c>stale-calibration</c> once the certificate has expired.</remarks>
public sealed class ConfidenceSettings
{
    /// <summary>The confidence, in [0, 1], below which the policy escalates; marked uncalibrated.</summary>
    public double? Below { get; set; }

    /// <summary>The path of a certificate, as the <c>escalation</c> command writes it; relative to the process's working directory. Read whenever the policy is built; an edited or expired one is refused, and one that expires later escalates from then on. Its direction says which score of the turn it cuts: the delegation value where high values delegate, else the confidence.</summary>
    public string? Certificate { get; set; }

    /// <summary>What the calibration called the score that the turns carry, the column of the <c>escalation</c> command for example: a certificate of another score is refused. Null says nothing, and nothing is checked. For a certificate.</summary>
    public string? ScoreId { get; set; }

    /// <summary>What to propose; stricter than acting.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
