using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Tells what happened to a log, once its first bad record is known.</summary>
internal static class AuditDiagnosis
{
    /// <summary>Finds the likeliest way in which the record after <paramref name="chain"/> came to be wrong.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="chain">The sound part.</param>
    /// <param name="record">The bad record, or null when it is malformed or modified.</param>
    /// <param name="defect">What the chain said of it.</param>
    internal static AuditDefect Find(Stream stream, AuditChain chain, AuditRecord? record, AuditDefect defect)
    {
        bool successorFollows = Exists(stream, chain.Count + 1, long.MaxValue, chain.Continues);
        if (record is null)
        {
            return successorFollows ? AuditDefect.Inserted : defect;
        }

        if (Exists(stream, 0, chain.Count, earlier => string.Equals(earlier.Hash, record.Hash, StringComparison.Ordinal)))
        {
            return AuditDefect.Duplicated;
        }

        if (successorFollows)
        {
            return record.Sequence > chain.Count + 1 ? AuditDefect.Swapped : AuditDefect.Inserted;
        }

        if (record.Sequence <= chain.Count + 1)
        {
            return AuditDefect.Spliced;
        }

        return chain.Count == 0 ? AuditDefect.HeadTruncated : AuditDefect.Deleted;
    }

    /// <summary>Whether one of the sealed records in a range of lines fits; both bounds count lines from 0, the upper one is outside.</summary>
    private static bool Exists(Stream stream, long from, long to, Func<AuditRecord, bool> fits)
    {
        stream.Position = 0;
        var reader = new JournalLineReader(stream);
        for (long i = 0; i < to && reader.TryRead(out JournalLine line); i++)
        {
            if (i >= from && line.IsTerminated && AuditChain.TryReadSealed(line.Bytes, out AuditRecord? record, out _) && fits(record!))
            {
                return true;
            }
        }

        return false;
    }
}
