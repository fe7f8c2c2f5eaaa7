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

    /// <summary>All of them.</summary>
    All = Request | Answer | ProposedStep,
}
