namespace Escalation.Auditing;

/// <summary>What is wrong with an audit log. A chain shows that records differ from what was written; which of these ways was taken is the likeliest reading.</summary>
public enum AuditDefect
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The line is not a record.</summary>
    Malformed,

    /// <summary>The last line ends in the middle of a record, as after a crash; opening the log for appending cuts it off and says so.</summary>
    TornTail,

    /// <summary>The record's bytes do not have its hash.</summary>
    Modified,

    /// <summary>Records before this one are gone.</summary>
    Deleted,

    /// <summary>The record does not belong here: the right one follows later.</summary>
    Inserted,

    /// <summary>The record came too early: the right one follows later.</summary>
    Swapped,

    /// <summary>The record stands at an earlier place already.</summary>
    Duplicated,

    /// <summary>The log does not begin with its first record.</summary>
    HeadTruncated,

    /// <summary>The record is sound in itself, but continues another log.</summary>
    Spliced,

    /// <summary>The log is shorter than the checkpoint says.</summary>
    TailTruncated,

    /// <summary>The log is sound in itself, but not the one of the checkpoint: it was rewritten.</summary>
    CheckpointMismatch,

    /// <summary>What is known from outside cannot be compared: it concerns records that retention has removed.</summary>
    Unverifiable,
}
