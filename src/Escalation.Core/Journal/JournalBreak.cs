namespace Escalation.Journal;

/// <summary>Why a segment of a journal ends before its last byte. The segment stays as it is, as evidence; a later one goes on.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Record">The first record in it that does not count, from 1; 0 when unknown.</param>
/// <param name="Offset">The byte at which that record begins, from 0.</param>
/// <param name="Reason">One sentence.</param>
public sealed record JournalBreak(long Segment, long Record, long Offset, string Reason)
{
    /// <summary>SHA-256 of the segment as it was found, 64 lower-case hex digits; null when it was not read.</summary>
    public string? Sha256 { get; init; }
}
