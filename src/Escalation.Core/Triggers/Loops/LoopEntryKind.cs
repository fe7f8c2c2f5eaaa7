namespace Escalation.Triggers.Loops;

/// <summary>The steps that the rules tell apart.</summary>
internal enum LoopEntryKind
{
    /// <summary>Streamed text after a context trim: it only ends the trims.</summary>
    Text = 0,

    /// <summary>A tool call with its result.</summary>
    Tool,

    /// <summary>A message of the agent.</summary>
    Message,

    /// <summary>A context trim.</summary>
    Condensation,
}
