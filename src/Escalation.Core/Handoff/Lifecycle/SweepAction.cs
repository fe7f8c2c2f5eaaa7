namespace Escalation.Handoff.Lifecycle;

/// <summary>What is due for an escalation.</summary>
public enum SweepAction
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Its channel never confirmed it: send it again.</summary>
    Redeliver,

    /// <summary>Remind those who should act.</summary>
    Remind,

    /// <summary>Its deadline has passed.</summary>
    TimeOut,

    /// <summary>It was declined, failed or timed out: its second route, or the end.</summary>
    MoveOn,
}
