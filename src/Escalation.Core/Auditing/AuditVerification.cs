namespace Escalation.Auditing;

/// <summary>What verifying an audit log found.</summary>
/// <param name="Count">How many records from the beginning are sound.</param>
/// <param name="LastHash">The hash of the last sound record; zeros when there is none.</param>
/// <param name="FirstBad">The first bad record, from 1, which is its line number; null when there is none.</param>
/// <param name="Defect">What is wrong with it.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record AuditVerification(long Count, string LastHash, long? FirstBad, AuditDefect Defect, string Message)
{
    /// <summary>Whether no defect was found. Without a checkpoint this does not cover records missing at the end, nor a log that somebody rewrote as a whole.</summary>
    public bool IsIntact => Defect == AuditDefect.None;

    /// <summary>The sound part as a checkpoint, to be kept outside the log.</summary>
    public AuditCheckpoint Checkpoint => new(Count, LastHash);
}
