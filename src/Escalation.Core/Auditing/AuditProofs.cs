namespace Escalation.Auditing;

/// <summary>Makes Merkle proofs from a log. Reads the log: linear in its length. The tree's leaf data are the 32 bytes of each record's hash, in the order of the sequence.</summary>
/// <remarks>For a log whose first records are all there; after retention, proofs need the log as it was before.</remarks>
public static class AuditProofs
{
    /// <summary>The hashes of the leaves of a log's Merkle tree.</summary>
    /// <param name="records">The records, from the first on, for example from <see cref="AuditReader"/>.</param>
    /// <exception cref="ArgumentException">Thrown when a record is missing or out of order.</exception>
    public static IReadOnlyList<byte[]> LeafHashes(IEnumerable<AuditRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var hashes = new List<byte[]>();
        foreach (AuditRecord record in records)
        {
            if (record.Sequence != hashes.Count + 1)
            {
                throw new ArgumentException($"Record {record.Sequence} stands where record {hashes.Count + 1} belongs.", nameof(records));
            }

            hashes.Add(LeafHash(record));
        }

        return hashes;
    }

    /// <summary>The leaf hash of one record.</summary>
    /// <param name="record">The record.</param>
    public static byte[] LeafHash(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return MerkleTree.LeafHash(Convert.FromHexString(record.Hash));
    }

    /// <summary>Whether a record belongs to the log of a checkpoint. The record must be read, and so be sealed, by the caller: the proof binds its hash.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The proof, from <see cref="MerkleProof.Inclusion"/>.</param>
    /// <param name="checkpoint">The checkpoint; check its signature first, see <see cref="CheckpointKeyring"/>.</param>
    public static bool Includes(AuditRecord record, IReadOnlyList<byte[]> path, SignedCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return MerkleProof.VerifyInclusion(LeafHash(record), record.Sequence - 1, checkpoint.Checkpoint.Count, path, Convert.FromHexString(checkpoint.Root));
    }

    /// <summary>Whether a log only grew between two checkpoints.</summary>
    /// <param name="earlier">The earlier one.</param>
    /// <param name="later">The later one.</param>
    /// <param name="path">The proof, from <see cref="MerkleProof.Consistency"/>.</param>
    public static bool Grew(SignedCheckpoint earlier, SignedCheckpoint later, IReadOnlyList<byte[]> path)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        return MerkleProof.VerifyConsistency(earlier.Checkpoint.Count, Convert.FromHexString(earlier.Root), later.Checkpoint.Count, Convert.FromHexString(later.Root), path);
    }
}
