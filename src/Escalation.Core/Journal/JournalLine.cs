namespace Escalation.Journal;

/// <summary>One line of a file of lines.</summary>
/// <param name="Offset">The byte at which it begins.</param>
/// <param name="Bytes">The line without its end, valid until the next line is read; empty when it is oversized.</param>
/// <param name="IsTerminated">Whether it ends with a line feed.</param>
/// <param name="IsOversized">Whether it is longer than a record may be.</param>
internal readonly record struct JournalLine(long Offset, ReadOnlyMemory<byte> Bytes, bool IsTerminated, bool IsOversized);
