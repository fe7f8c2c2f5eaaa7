using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Walks a log from its beginning and checks that each record seals its bytes and continues the one before.</summary>
internal sealed class AuditChain : IJournalFormat
{
    /// <summary>How many records were accepted.</summary>
    internal long Count { get; private set; }

    /// <summary>The hash of the last accepted record.</summary>
    internal string LastHash { get; private set; } = AuditHash.Genesis;

    /// <inheritdoc/>
    public string? Check(long position, ReadOnlyMemory<byte> record) => TryAccept(record, out _, out AuditDefect defect) ? null : Describe(defect);

    /// <inheritdoc/>
    public bool CanBegin(ReadOnlySpan<byte> bytes) => AuditLine.CanBegin(bytes);

    /// <summary>Accepts the next record, or says why not; a refused record changes nothing.</summary>
    /// <param name="line">The line.</param>
    /// <param name="record">The record, unless it is malformed or modified.</param>
    /// <param name="defect">Why it is refused: malformed, modified or, when it is sound in itself but does not continue the chain, spliced.</param>
    internal bool TryAccept(ReadOnlyMemory<byte> line, out AuditRecord? record, out AuditDefect defect)
    {
        if (!TryReadSealed(line, out record, out defect))
        {
            return false;
        }

        if (!Continues(record!))
        {
            defect = AuditDefect.Spliced;
            return false;
        }

        Count++;
        LastHash = record!.Hash;
        return true;
    }

    internal bool Continues(AuditRecord record) =>
        record.Sequence == Count + 1 && string.Equals(record.Previous, LastHash, StringComparison.Ordinal);

    internal static bool TryReadSealed(ReadOnlyMemory<byte> line, out AuditRecord? record, out AuditDefect defect)
    {
        try
        {
            record = AuditLine.Parse(line);
        }
        catch (FormatException)
        {
            record = null;
            defect = AuditDefect.Malformed;
            return false;
        }

        bool isSealed = AuditLine.IsSealed(line.Span);
        record = isSealed ? record : null;
        defect = isSealed ? AuditDefect.None : AuditDefect.Modified;
        return isSealed;
    }

    internal static string Describe(AuditDefect defect) => defect switch
    {
        AuditDefect.Malformed => "the line is not an audit record.",
        AuditDefect.TornTail => "the last line ends in the middle of a record.",
        AuditDefect.Modified => "the record's bytes do not have its hash.",
        AuditDefect.Deleted => "records before it are gone.",
        AuditDefect.Inserted => "it does not belong here; the record that does follows later.",
        AuditDefect.Swapped => "it came too early; the record that belongs here follows later.",
        AuditDefect.Duplicated => "it stands at an earlier place already.",
        AuditDefect.HeadTruncated => "the log does not begin with its first record.",
        AuditDefect.Spliced => "it does not continue this log.",
        AuditDefect.TailTruncated => "the checkpoint knows of it, but the log ends before.",
        AuditDefect.CheckpointMismatch => "its hash is not the one that the checkpoint keeps.",
        _ => "no defect.",
    };
}
