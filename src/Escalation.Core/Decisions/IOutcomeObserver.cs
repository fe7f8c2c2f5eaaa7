namespace Escalation.Decisions;

/// <summary>An observer that is told, besides of decisions, what came of them.</summary>
public interface IOutcomeObserver : IDecisionObserver
{
    /// <summary>Called when somebody said whether the model was right on a turn, after that is recorded. Must be fast and safe for concurrent use; an exception is counted and otherwise ignored.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="wasRight">Whether the model's answer was right, or would have been.</param>
    void OnOutcome(string id, bool wasRight);
}
