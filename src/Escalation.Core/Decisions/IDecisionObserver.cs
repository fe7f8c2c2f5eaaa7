namespace Escalation.Decisions;

/// <summary>Is told of every decision that the runtime takes. It observes; it cannot change a decision.</summary>
public interface IDecisionObserver
{
    /// <summary>Called after a decision and before anything is released, and again when a person takes the conversation over in between. Must be fast and safe for concurrent use; an exception is counted and otherwise ignored.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">The decision.</param>
    void OnDecided(AgentTurn turn, in EscalationDecision decision);
}
