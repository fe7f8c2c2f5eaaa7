namespace Escalation.Decisions;

/// <summary>State that a trigger keeps with a conversation. It changes only when a step is recorded.</summary>
public interface IConversationState
{
    /// <summary>Takes one more step into account. Bounded memory, amortised constant time.</summary>
    /// <param name="step">The step.</param>
    void Record(AgentStep step);
}
