using System.Security.Cryptography;

namespace Escalation.Auditing;

/// <summary>The Merkle tree hash of RFC 6962, section 2.1, over a growing list, in O(log n) memory.</summary>
/// <remarks>
/// A leaf is <c>SHA-256(0x00 || data)</c>, a node <c>SHA-256(0x01 || left || right)</c>, the empty tree <c>SHA-256()</c>. An audit log's leaf data are the 32 bytes of
/// a record's hash. Kept are the roots of the perfect subtrees that the binary digits of the size name, the largest first. Not safe for concurrent use.
/// </remarks>
public sealed class MerkleTree
{
    /// <summary>The bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    private readonly List<byte[]> _peaks;

    /// <summary>Creates the empty tree.</summary>
    public MerkleTree()
        : this(0, [])
    {
    }

    private MerkleTree(long count, IEnumerable<byte[]> peaks)
    {
        Count = count;
        _peaks = [.. peaks];
    }

    /// <summary>How many leaves there are.</summary>
    public long Count { get; private set; }

    /// <summary>The roots of the perfect subtrees, the largest first; one for each binary digit 1 of <see cref="Count"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Peaks => [.. _peaks.Select(peak => new ReadOnlyMemory<byte>(peak))];

    /// <summary>Goes on with a tree whose leaves are not at hand.</summary>
    /// <param name="count">How many leaves it has, at least 0.</param>
    /// <param name="peaks">Its <see cref="Peaks"/>.</param>
    /// <exception cref="ArgumentException">Thrown when the number of peaks is not the one that the count needs, or a peak has not 32 bytes.</exception>
    public static MerkleTree Resume(long count, IReadOnlyList<ReadOnlyMemory<byte>> peaks)
    {
        ArgumentNullException.ThrowIfNull(peaks);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return peaks.Count == long.PopCount(count) && peaks.All(peak => peak.Length == HashBytes)
            ? new MerkleTree(count, peaks.Select(peak => peak.ToArray()))
            : throw new ArgumentException($"A tree of {count} leaves has {long.PopCount(count)} peaks of {HashBytes} bytes.", nameof(peaks));
    }

    /// <summary>Adds a leaf. O(1) on average, O(log n) at most.</summary>
    /// <param name="data">The leaf's data.</param>
    public void Append(ReadOnlySpan<byte> data)
    {
        byte[] hash = LeafHash(data);
        for (long bits = Count; (bits & 1) != 0; bits >>= 1)
        {
            hash = NodeHash(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(hash);
        Count++;
    }

    /// <summary>The tree's root. O(log n).</summary>
    public byte[] Root()
    {
        if (_peaks.Count == 0)
        {
            return SHA256.HashData([]);
        }

        byte[] root = _peaks[^1];
        for (int i = _peaks.Count - 2; i >= 0; i--)
        {
            root = NodeHash(_peaks[i], root);
        }

        return [.. root];
    }

    /// <summary>A leaf's hash: <c>SHA-256(0x00 || data)</c>.</summary>
    /// <param name="data">The leaf's data.</param>
    public static byte[] LeafHash(ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = data.Length < 256 ? stackalloc byte[1 + data.Length] : new byte[1 + data.Length];
        bytes[0] = 0;
        data.CopyTo(bytes[1..]);
        return SHA256.HashData(bytes);
    }

    /// <summary>A node's hash: <c>SHA-256(0x01 || left || right)</c>.</summary>
    internal static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * HashBytes)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + HashBytes)..]);
        return SHA256.HashData(bytes);
    }

    internal MerkleTree Copy() => new(Count, _peaks);

    internal bool HasPeaks(long count, IReadOnlyList<ReadOnlyMemory<byte>> peaks) =>
        count == Count && peaks.Count == _peaks.Count && _peaks.Zip(peaks).All(pair => pair.Second.Span.SequenceEqual(pair.First));
}
