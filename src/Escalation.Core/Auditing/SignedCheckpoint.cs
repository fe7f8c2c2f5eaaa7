using System.Globalization;
using System.Text;

namespace Escalation.Auditing;

/// <summary>A checkpoint that names its time and its key, with the root of the log's Merkle tree, and is signed. Kept away from the log, it binds whoever can write the log.</summary>
/// <param name="Checkpoint">How many records the log had, and the hash of the last.</param>
/// <param name="Root">The root of the Merkle tree over the hashes of those records, 64 lower-case hex digits, see <see cref="MerkleTree"/>.</param>
/// <param name="Time">When it was made, in UTC.</param>
/// <param name="KeyId">Which key signed it.</param>
/// <param name="Algorithm">How it was signed.</param>
/// <param name="Signature">The signature, in hex digits of lower case.</param>
public sealed record SignedCheckpoint(AuditCheckpoint Checkpoint, string Root, DateTimeOffset Time, string KeyId, string Algorithm, string Signature)
{
    /// <summary>Signs a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="root">The Merkle root, 32 bytes.</param>
    /// <param name="time">When.</param>
    /// <param name="signer">The key.</param>
    public static SignedCheckpoint Sign(AuditCheckpoint checkpoint, ReadOnlySpan<byte> root, DateTimeOffset time, ICheckpointSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(checkpoint);
        var unsigned = new SignedCheckpoint(checkpoint, Convert.ToHexStringLower(root), time.ToUniversalTime(), signer.KeyId, signer.Algorithm, "");
        return unsigned with { Signature = Convert.ToHexStringLower(signer.Sign(unsigned.SignedBytes())) };
    }

    /// <summary>What the signature covers: the lines <c>escalation-checkpoint/1</c>, count, last hash, root, time (ISO 8601 with seven decimals), key id and algorithm in UTF-8, each with a line feed.</summary>
    public byte[] SignedBytes() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"escalation-checkpoint/1\n{Checkpoint.Count}\n{Checkpoint.LastHash}\n{Root}\n{Time.UtcDateTime:O}\n{KeyId}\n{Algorithm}\n"));
}
