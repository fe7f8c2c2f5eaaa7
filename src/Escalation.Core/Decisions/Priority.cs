namespace Escalation.Decisions;

/// <summary>How urgent an escalation is; larger is more urgent.</summary>
public enum Priority
{
    /// <summary>Can wait.</summary>
    Low = -1,

    /// <summary>The usual. The default.</summary>
    Normal = 0,

    /// <summary>Before the usual.</summary>
    High = 1,

    /// <summary>Now.</summary>
    Urgent = 2,
}
