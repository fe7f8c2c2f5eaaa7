namespace Escalation.Auditing;

/// <summary>Whether a recorded decision follows from its record.</summary>
public enum ReplayStatus
{
    /// <summary>The record does not hold what it takes: it is of an older or newer version, or was written without its policy, or is no decision.</summary>
    NotReplayable = 0,

    /// <summary>Something else follows from the record than it says.</summary>
    Differs,

    /// <summary>The decision follows from its record.</summary>
    Replays,
}
