namespace Escalation.Decisions;

/// <summary>A trigger that knows what to tell an agent that may go on but should change its ways.</summary>
public interface INudgingTrigger
{
    /// <summary>What to tell the agent. For the agent's context; it holds nothing of what was said or done.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>The text, or null when the trigger has nothing to say of the turn.</returns>
    string? NudgeFor(AgentTurn turn);
}
