namespace Escalation.Handoff;

/// <summary>What a hub says became of a handoff.</summary>
public enum HandoffEventState
{
    /// <summary>It failed; nobody has the conversation.</summary>
    Failed = 0,

    /// <summary>Somebody has taken the conversation.</summary>
    Accepted,

    /// <summary>The conversation with the person is over.</summary>
    Completed,
}
