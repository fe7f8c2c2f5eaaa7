namespace Escalation.Auditing;

/// <summary>Proofs about Merkle trees: RFC 6962, sections 2.1.1 (inclusion) and 2.1.2 (consistency), verified as RFC 9162, sections 2.1.3.2 and 2.1.4.2, say.</summary>
/// <remarks>
/// An inclusion proof shows that one record belongs to a log whose root is known, without the rest of the log; a consistency proof shows that a log only grew
/// between two roots. Both have O(log n) hashes. Pure functions; making a proof takes O(n) hashes, verifying one O(log n).
/// </remarks>
public static class MerkleProof
{
    /// <summary>The hashes that lead from a leaf to the root, the nearest first: <c>PATH(m, D[n])</c>.</summary>
    /// <param name="leafHashes">The hashes of all leaves, see <see cref="MerkleTree.LeafHash"/>.</param>
    /// <param name="index">The leaf, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such leaf.</exception>
    public static IReadOnlyList<byte[]> Inclusion(IReadOnlyList<byte[]> leafHashes, long index)
    {
        ArgumentNullException.ThrowIfNull(leafHashes);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leafHashes.Count);
        var path = new List<byte[]>();
        (int from, int to) = (0, leafHashes.Count);
        while (to - from > 1)
        {
            int split = from + Split(to - from);
            bool left = index < split;
            path.Add(left ? Root(leafHashes, split, to) : Root(leafHashes, from, split));
            (from, to) = left ? (from, split) : (split, to);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The hashes that show that a tree's first leaves are a smaller tree: <c>PROOF(m, D[n])</c>. Empty when the sizes are equal or the smaller is 0.</summary>
    /// <param name="leafHashes">The hashes of all leaves of the larger tree.</param>
    /// <param name="smaller">How many leaves the smaller tree has.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the smaller size is below 0 or above the larger one.</exception>
    public static IReadOnlyList<byte[]> Consistency(IReadOnlyList<byte[]> leafHashes, long smaller)
    {
        ArgumentNullException.ThrowIfNull(leafHashes);
        ArgumentOutOfRangeException.ThrowIfNegative(smaller);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smaller, leafHashes.Count);
        var path = new List<byte[]>();
        if (smaller == 0)
        {
            return path;
        }

        (int from, int to, bool whole) = (0, leafHashes.Count, true);
        while (smaller != to)
        {
            int split = from + Split(to - from);
            bool left = smaller <= split;
            path.Add(left ? Root(leafHashes, split, to) : Root(leafHashes, from, split));
            (from, to, whole) = left ? (from, split, whole) : (split, to, false);
        }

        if (!whole)
        {
            path.Add(Root(leafHashes, from, to));
        }

        path.Reverse();
        return path;
    }

    /// <summary>Whether a leaf is in a tree at a place.</summary>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="index">The place, from 0.</param>
    /// <param name="count">The tree's size.</param>
    /// <param name="path">The proof.</param>
    /// <param name="root">The tree's root.</param>
    public static bool VerifyInclusion(ReadOnlySpan<byte> leafHash, long index, long count, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= count || leafHash.Length != MerkleTree.HashBytes || !AreHashes(path))
        {
            return false;
        }

        (long node, long last) = (index, count - 1);
        byte[] hash = leafHash.ToArray();
        foreach (byte[] sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether the first leaves of a tree are a smaller tree.</summary>
    /// <param name="smaller">The smaller tree's size.</param>
    /// <param name="smallerRoot">The smaller tree's root.</param>
    /// <param name="larger">The larger tree's size.</param>
    /// <param name="largerRoot">The larger tree's root.</param>
    /// <param name="path">The proof.</param>
    public static bool VerifyConsistency(long smaller, ReadOnlySpan<byte> smallerRoot, long larger, ReadOnlySpan<byte> largerRoot, IReadOnlyList<byte[]> path)
    {
        if (smaller < 0 || smaller > larger || !AreHashes(path))
        {
            return false;
        }

        if (smaller == 0 || smaller == larger)
        {
            return path.Count == 0 && (smaller == 0 ? smallerRoot.SequenceEqual(new MerkleTree().Root()) && (larger > 0 || largerRoot.SequenceEqual(smallerRoot)) : smallerRoot.SequenceEqual(largerRoot));
        }

        // A smaller tree that is perfect is itself the first hash of the path.
        byte[][] hashes = long.IsPow2(smaller) ? [smallerRoot.ToArray(), .. path] : [.. path];
        return hashes.Length > 0 && Climb(smaller, smallerRoot, larger, largerRoot, hashes);
    }

    private static bool Climb(long smaller, ReadOnlySpan<byte> smallerRoot, long larger, ReadOnlySpan<byte> largerRoot, byte[][] hashes)
    {
        (long node, long last) = (smaller - 1, larger - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        (byte[] first, byte[] second) = (hashes[0], hashes[0]);
        foreach (byte[] sibling in hashes.AsSpan(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                first = MerkleTree.NodeHash(sibling, first);
                second = MerkleTree.NodeHash(sibling, second);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                second = MerkleTree.NodeHash(second, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && smallerRoot.SequenceEqual(first) && largerRoot.SequenceEqual(second);
    }

    private static bool AreHashes(IReadOnlyList<byte[]>? path) => path is not null && path.All(static hash => hash is { Length: MerkleTree.HashBytes });

    /// <summary>The largest power of two below <paramref name="count"/>, which is at least 2.</summary>
    private static int Split(int count) => 1 << int.Log2(count - 1);

    private static byte[] Root(IReadOnlyList<byte[]> leafHashes, int from, int to)
    {
        if (to - from == 1)
        {
            return leafHashes[from];
        }

        int split = from + Split(to - from);
        return MerkleTree.NodeHash(Root(leafHashes, from, split), Root(leafHashes, split, to));
    }
}
