namespace Escalation.Triggers.Loops;

/// <summary>How far a loop has gone.</summary>
public enum LoopStage
{
    /// <summary>No loop.</summary>
    None = 0,

    /// <summary>The rule's number is reached: tell the agent.</summary>
    Warn,

    /// <summary>The agent went on after the warning: take over.</summary>
    Stop,
}
