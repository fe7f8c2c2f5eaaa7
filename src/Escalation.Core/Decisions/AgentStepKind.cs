namespace Escalation.Decisions;

/// <summary>What a step of an agent's history is.</summary>
public enum AgentStepKind
{
    /// <summary>A message of the user.</summary>
    User = 0,

    /// <summary>A tool call with its result.</summary>
    Tool,

    /// <summary>A message of the agent.</summary>
    Message,

    /// <summary>A piece of streamed text.</summary>
    Chunk,

    /// <summary>The context was trimmed.</summary>
    Condensation,
}
