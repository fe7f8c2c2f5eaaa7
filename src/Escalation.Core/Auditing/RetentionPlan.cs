using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Finds the oldest whole segments that may go.</summary>
internal static class RetentionPlan
{
    /// <summary>Reads segments from the oldest on until one holds a record that is too young, or cannot be read.</summary>
    /// <returns>The first segment to keep, and what the record says; null when nothing may go.</returns>
    internal static (long Before, AuditRetention? Retention) Make(IJournalFolder folder, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        IReadOnlyList<long> numbers = folder.Segments;
        long before = 0;
        AuditRetention? retention = null;
        AuditRecord? lastOld = null;
        for (int i = 0; i < numbers.Count - 1 && IsOld(folder, numbers[i], horizon, ref lastOld, cancellationToken); i++)
        {
            if (FirstOf(folder, numbers[i + 1]) is { } next && AuditSegment.Read(next.Data) is { Broken: null } && lastOld is not null && next.Sequence == lastOld.Sequence + 1)
            {
                (before, retention) = (numbers[i + 1], new AuditRetention(lastOld.Sequence, lastOld.Hash));
            }
        }

        return (before, retention);
    }

    private static bool IsOld(IJournalFolder folder, long number, DateTimeOffset horizon, ref AuditRecord? last, CancellationToken cancellationToken)
    {
        using IJournalStorage storage = folder.OpenRead(number);
        try
        {
            foreach (AuditRecord record in AuditReader.ReadLines(new JournalLineReader((offset, buffer) => storage.Read(offset, buffer.Span))))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (record.Time >= horizon)
                {
                    return false;
                }

                last = record;
            }

            return true;
        }
        catch (FormatException)
        {
            // Damage is evidence; it stays, and what follows with it.
            return false;
        }
    }

    private static AuditRecord? FirstOf(IJournalFolder folder, long number)
    {
        using IJournalStorage storage = folder.OpenRead(number);
        try
        {
            return AuditReader.ReadLines(new JournalLineReader((offset, buffer) => storage.Read(offset, buffer.Span))).FirstOrDefault();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
