namespace Escalation.Decisions;

/// <summary>A trigger that compares one score with one threshold; the policy derives from it what is guaranteed.</summary>
public interface IThresholdTrigger : ITrigger
{
    /// <summary>The threshold, with its origin.</summary>
    Threshold Threshold { get; }

    /// <summary>The id of the score that the trigger reads; null, the default, says nothing. <see cref="EscalationPolicyBuilder.Build"/> refuses a <see cref="Threshold"/> that was set on a score with another id.</summary>
    string? ScoreId => null;

    /// <summary>What it proposes when the threshold escalates. A proposal that still acts, a nudge, keeps no promise of a certificate.</summary>
    DecisionOutcome Outcome { get; }
}
