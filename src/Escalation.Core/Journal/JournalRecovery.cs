namespace Escalation.Journal;

/// <summary>What opening a journal found.</summary>
/// <param name="Records">How many sound records there are.</param>
/// <param name="Length">How many bytes they take.</param>
/// <param name="TruncatedBytes">How many bytes of a torn last record, one without its line feed, were cut off; 0 after an orderly end.</param>
public sealed record JournalRecovery(long Records, long Length, long TruncatedBytes);
