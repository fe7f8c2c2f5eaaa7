namespace Escalation.Auditing;

/// <summary>What verifying an audit log found.</summary>
/// <param name="Count">How many records from the beginning are sound.</param>
/// <param name="LastHash">The hash of the last sound record; zeros when there is none.</param>
/// <param name="FirstBad">The first bad record, from 1, which in a file is its line number; null when there is none.</param>
/// <param name="Defect">What is wrong with it.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record AuditVerification(long Count, string LastHash, long? FirstBad, AuditDefect Defect, string Message)
{
    /// <summary>Whether no defect was found. Without a checkpoint this does not cover records missing at the end, nor a log that somebody rewrote as a whole.</summary>
    public bool IsIntact => Defect == AuditDefect.None;

    /// <summary>The sound part as a checkpoint, to be kept outside the log.</summary>
    public AuditCheckpoint Checkpoint => new(Count, LastHash);

    /// <summary>The segment of the first bad record; null for a file, or when there is none.</summary>
    public long? Segment { get; init; }

    /// <summary>The number of the log's last sound record, which in a folder may come after damage.</summary>
    public long EndsAt { get; init; } = Count;

    /// <summary>How many of the first records were removed by retention, as a later record says.</summary>
    public long Removed { get; init; }

    /// <summary>How many records at the ends of segments do not count: they were never acknowledged, as the next segment says.</summary>
    public long Abandoned { get; init; }

    /// <summary>How many signed checkpoints were compared with the log.</summary>
    public int ValidCheckpoints { get; init; }

    /// <summary>How many were not used, because their key or way of signing is unknown.</summary>
    public int UnverifiableCheckpoints { get; init; }

    /// <summary>How many have a wrong signature.</summary>
    public int InvalidCheckpoints { get; init; }
}
