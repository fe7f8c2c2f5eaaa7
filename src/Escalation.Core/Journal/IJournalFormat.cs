namespace Escalation.Journal;

/// <summary>What a journal's owner knows of its records, for opening one that exists.</summary>
/// <remarks>Used by one opening only, so it may keep state between records.</remarks>
public interface IJournalFormat
{
    /// <summary>The records of a segment of a folder follow. Not called for a file.</summary>
    /// <param name="segment">The segment's number.</param>
    void BeginSegment(long segment)
    {
    }

    /// <summary>The segment of the moment does not count from here on; the next one follows.</summary>
    /// <param name="damage">What was found.</param>
    void OnDamage(JournalBreak damage)
    {
    }

    /// <summary>Checks a complete record. Called in order, once for each.</summary>
    /// <param name="position">The record's position in its file or segment, from 1.</param>
    /// <param name="record">The record, a JSON object without its line end.</param>
    /// <returns>Null when it is sound, or one sentence on what is wrong.</returns>
    string? Check(long position, ReadOnlyMemory<byte> record);

    /// <summary>Whether bytes at the very beginning of a file can be the first, torn record of such a journal. If not, the file is something else and stays untouched.</summary>
    /// <param name="bytes">The bytes, without a complete record.</param>
    bool CanBegin(ReadOnlySpan<byte> bytes);
}
