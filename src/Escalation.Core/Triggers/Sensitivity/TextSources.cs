namespace Escalation.Triggers.Sensitivity;

/// <summary>The texts of a turn that a trigger reads.</summary>
[Flags]
public enum TextSources
{
    /// <summary>None; not a valid choice.</summary>
    None = 0,

    /// <summary>What was asked.</summary>
    Request = 1,

    /// <summary>The model's answer.</summary>
    Answer = 2,

    /// <summary>The arguments and the text of the step that the agent is about to take.</summary>
    ProposedStep = 4,

    /// <summary>All texts of the turn itself.</summary>
    All = Request | Answer | ProposedStep,

    /// <summary>What the latest recorded step gave back, when it was a tool call: text that somebody else wrote and the agent has read. Decide after each result, for only the latest is read.</summary>
    LatestResult = 8,
}
