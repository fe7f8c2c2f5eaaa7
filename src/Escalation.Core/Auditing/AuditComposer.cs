using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Gives records their number, time and hashes, in the order in which the journal writes them. Called by the thread that writes; <see cref="Checkpoint"/> by any.</summary>
internal sealed class AuditComposer : IJournalOwner, IDisposable
{
    /// <summary>A step of the wall clock below this is the daily work of a time server.</summary>
    private static readonly TimeSpan LeastSkew = TimeSpan.FromSeconds(1);

    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _openedAt;
    private readonly long _openedTimestamp;
    private readonly byte[] _hash = new byte[MerkleTree.HashBytes];
    private readonly byte[] _committedHash = new byte[MerkleTree.HashBytes];
    private readonly List<byte[]> _leaves = [];
    private readonly MerkleTree _tree;
    private readonly bool _keepsTree;
    private long _count;
    private long _committed;
    private volatile AuditCheckpoint _checkpoint;

    /// <summary>Goes on where a chain ends.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keepsTree">Whether the Merkle tree is kept: segments and checkpoints need it, and it costs two more hashes a record.</param>
    internal AuditComposer(AuditChain chain, TimeProvider time, bool keepsTree)
    {
        (_time, _keepsTree) = (time, keepsTree);
        _openedAt = time.GetUtcNow();
        _openedTimestamp = time.GetTimestamp();
        (_count, _committed) = (chain.Count, chain.Count);
        _tree = chain.Tree.Copy();
        Convert.FromHexString(chain.LastHash).CopyTo(_hash, 0);
        _hash.CopyTo(_committedHash, 0);
        _checkpoint = new AuditCheckpoint(chain.Count, chain.LastHash);
    }

    /// <summary>How many records are kept, and the hash of the last.</summary>
    internal AuditCheckpoint Checkpoint => _checkpoint;

    /// <summary>Told after each commit, on the thread that writes; it must not wait.</summary>
    internal Action<AuditCheckpoint, MerkleTree>? Committed { get; set; }

    /// <summary>Writes the next record.</summary>
    internal AuditReceipt Compose(ReadOnlySpan<byte> body, JournalBuffer batch)
    {
        DateTimeOffset now = _time.GetUtcNow();
        TimeSpan skew = now - _openedAt - _time.GetElapsedTime(_openedTimestamp);
        byte[] leaf = new byte[MerkleTree.HashBytes];
        AuditLine.Write(batch, _count + 1, now, skew.Duration() < LeastSkew ? TimeSpan.Zero : skew, body, _hash, _sha256, leaf);
        leaf.CopyTo(_hash, 0);
        _leaves.Add(leaf);
        _count++;
        return new AuditReceipt(_count, Convert.ToHexStringLower(leaf));
    }

    public void Dispose() => _sha256.Dispose();

    /// <inheritdoc/>
    public void BeginSegment(long segment, JournalBreak? after, JournalBuffer batch) =>
        Compose(AuditLine.Body(AuditSegment.Entry(segment, _tree, _count, after)), batch);

    /// <inheritdoc/>
    public void Commit()
    {
        if (_count == _committed)
        {
            return;
        }

        if (_keepsTree)
        {
            foreach (byte[] leaf in CollectionsMarshal.AsSpan(_leaves))
            {
                _tree.Append(leaf);
            }
        }

        _leaves.Clear();
        _committed = _count;
        _hash.CopyTo(_committedHash, 0);
        _checkpoint = new AuditCheckpoint(_committed, Convert.ToHexStringLower(_hash));
        Committed?.Invoke(_checkpoint, _tree);
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        _leaves.Clear();
        _count = _committed;
        _committedHash.CopyTo(_hash, 0);
    }
}
