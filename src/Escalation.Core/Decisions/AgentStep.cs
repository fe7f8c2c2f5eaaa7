namespace Escalation.Decisions;

/// <summary>One element of an agent's history, or a step that it proposes.</summary>
/// <remarks>Immutable. Unused parts are null.</remarks>
public sealed record AgentStep
{
    /// <summary>What the step is.</summary>
    public required AgentStepKind Kind { get; init; }

    /// <summary>The tool's name.</summary>
    public string? Action { get; init; }

    /// <summary>The tool's arguments, as JSON text.</summary>
    public string? Arguments { get; init; }

    /// <summary>The tool's result.</summary>
    public string? Observation { get; init; }

    /// <summary>Whether the result is an error.</summary>
    public bool IsError { get; init; }

    /// <summary>The text of a message, user turn or chunk.</summary>
    public string? Text { get; init; }

    /// <summary>When the step was taken, by the clock of whoever records it; null when nobody says. A long pause between two steps ends a loop.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether the policy refused the step, so that it was proposed and never taken. It stays in the history, and is no repetition of the agent's.</summary>
    public bool Vetoed { get; init; }

    /// <summary>A message of the user.</summary>
    /// <param name="text">What the user wrote.</param>
    public static AgentStep User(string text) => new() { Kind = AgentStepKind.User, Text = text };

    /// <summary>A message of the agent.</summary>
    /// <param name="text">What the agent wrote.</param>
    public static AgentStep Message(string text) => new() { Kind = AgentStepKind.Message, Text = text };

    /// <summary>A piece of streamed text.</summary>
    /// <param name="text">The piece.</param>
    public static AgentStep Chunk(string text) => new() { Kind = AgentStepKind.Chunk, Text = text };

    /// <summary>A trim of the context.</summary>
    public static AgentStep Condensation() => new() { Kind = AgentStepKind.Condensation };

    /// <summary>A tool call, with its result once there is one.</summary>
    /// <param name="action">The tool's name.</param>
    /// <param name="arguments">Its arguments, as JSON text.</param>
    /// <param name="observation">Its result.</param>
    /// <param name="isError">Whether the result is an error.</param>
    public static AgentStep Tool(string action, string? arguments = null, string? observation = null, bool isError = false) => new()
    {
        Kind = AgentStepKind.Tool,
        Action = action,
        Arguments = arguments,
        Observation = observation,
        IsError = isError,
    };
}
