namespace Escalation.Journal;

/// <summary>What opening a journal found.</summary>
/// <param name="Records">How many sound records there are.</param>
/// <param name="Length">How many bytes they take.</param>
/// <param name="TruncatedBytes">How many bytes of a torn last record, one without its line feed, were cut off; 0 after an orderly end.</param>
public sealed record JournalRecovery(long Records, long Length, long TruncatedBytes)
{
    /// <summary>The damaged segments of a folder; empty for a file, which is refused when it is damaged.</summary>
    public IReadOnlyList<JournalBreak> Breaks { get; init; } = [];
}
