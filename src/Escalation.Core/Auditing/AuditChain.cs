using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Walks a log from its beginning and checks that each record seals its bytes and continues the one before, across the segments of a folder too.</summary>
internal sealed class AuditChain : IJournalFormat
{
    private readonly List<byte[]> _hashes = [];
    private readonly HashSet<long> _named = [];
    private readonly List<JournalBreak> _breaks = [];
    private MerkleTree _base = new();
    private string _baseHash = AuditHash.Genesis;
    private long _segment;
    private bool _begins;
    private bool _anywhere;

    /// <summary>The number of the last accepted record.</summary>
    internal long Count { get; private set; }

    /// <summary>The hash of the last accepted record.</summary>
    internal string LastHash { get; private set; } = AuditHash.Genesis;

    /// <summary>The Merkle tree of the accepted records' hashes.</summary>
    internal MerkleTree Tree { get; private set; } = new();

    /// <summary>How many records were gone before the first one: removed by retention, if <see cref="IsHeadExplained"/>.</summary>
    internal long Missing { get; private set; }

    /// <summary>Whether a record of the log says that its first records were removed on purpose.</summary>
    internal bool IsHeadExplained { get; private set; } = true;

    /// <summary>How many sound records do not count, because a later segment says that they were never acknowledged.</summary>
    internal long Abandoned { get; private set; }

    /// <summary>Damaged segments that no record names yet.</summary>
    internal IEnumerable<JournalBreak> Unnamed => _breaks.Where(damage => !_named.Contains(damage.Segment));

    private string MissingHash { get; set; } = AuditHash.Genesis;

    /// <inheritdoc/>
    public void BeginSegment(long segment)
    {
        _anywhere |= _segment == 0;
        _segment = segment;
        _begins = true;
    }

    /// <inheritdoc/>
    public void OnDamage(JournalBreak damage)
    {
        _breaks.Add(damage);
        _anywhere = true;
    }

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

        if (_begins ? !TryBegin(record!) : !Continues(record!))
        {
            defect = AuditDefect.Spliced;
            return false;
        }

        byte[] hash = Convert.FromHexString(record!.Hash);
        if (_segment > 0)
        {
            _hashes.Add(hash);
        }

        Tree.Append(hash);
        Count++;
        LastHash = record.Hash;
        Note(record);
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
        AuditDefect.Unverifiable => "the checkpoint concerns records that were removed.",
        _ => "no defect.",
    };

    /// <summary>A segment's first record says where it goes on: at the end, or before records that were never acknowledged, or, where there is nothing to compare with, anywhere.</summary>
    private bool TryBegin(AuditRecord record)
    {
        if (record.Kind != AuditKind.Segment || AuditSegment.Read(record.Data) is not { } segment || segment.Number != _segment || segment.Records != record.Sequence - 1)
        {
            return false;
        }

        bool continues = Continues(record) && Tree.HasPeaks(Count, segment.Peaks);
        if (!continues && !TryGoBack(record, segment))
        {
            if (!_anywhere)
            {
                return false;
            }

            if (Missing == 0 && Count == 0)
            {
                (Missing, MissingHash, IsHeadExplained) = (segment.Records, record.Previous, segment.Records == 0);
            }

            (Count, LastHash, Tree) = (segment.Records, record.Previous, MerkleTree.Resume(segment.Records, segment.Peaks));
        }

        (_begins, _anywhere) = (false, false);
        (_base, _baseHash) = (Tree.Copy(), LastHash);
        _hashes.Clear();
        return true;
    }

    private bool TryGoBack(AuditRecord record, AuditSegment segment)
    {
        long kept = segment.Records - _base.Count;
        if (segment.Broken is null || kept < 0 || kept > _hashes.Count)
        {
            return false;
        }

        string hash = kept == 0 ? _baseHash : Convert.ToHexStringLower(_hashes[(int)kept - 1]);
        MerkleTree tree = _base.Copy();
        foreach (byte[] leaf in _hashes.Take((int)kept))
        {
            tree.Append(leaf);
        }

        if (!string.Equals(hash, record.Previous, StringComparison.Ordinal) || !tree.HasPeaks(segment.Records, segment.Peaks))
        {
            return false;
        }

        Abandoned += Count - segment.Records;
        (Count, LastHash, Tree) = (segment.Records, hash, tree);
        return true;
    }

    private void Note(AuditRecord record)
    {
        if (record.Kind == AuditKind.Segment && AuditSegment.Read(record.Data) is { Broken: { } broken })
        {
            _named.Add(broken);
        }
        else if (record.Kind == AuditKind.Damaged && AuditSegment.DamagedIn(record.Data) is { } damaged)
        {
            _named.Add(damaged);
        }
        else if (record.Kind == AuditKind.Retained && AuditRetention.Read(record.Data) is { } retention)
        {
            // A removal that was interrupted leaves records that it was free to remove.
            IsHeadExplained |= retention.Through > Missing || (retention.Through == Missing && string.Equals(retention.LastHash, MissingHash, StringComparison.Ordinal));
        }
    }
}
