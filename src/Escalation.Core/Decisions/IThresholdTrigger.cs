namespace Escalation.Decisions;

/// <summary>A trigger that compares one score with one threshold; the policy derives from it what is guaranteed.</summary>
public interface IThresholdTrigger : ITrigger
{
    /// <summary>The threshold, with its origin.</summary>
    Threshold Threshold { get; }

    /// <summary>What it proposes when the threshold escalates. A proposal that still acts, a nudge, keeps no promise of a certificate.</summary>
    DecisionOutcome Outcome { get; }
}
