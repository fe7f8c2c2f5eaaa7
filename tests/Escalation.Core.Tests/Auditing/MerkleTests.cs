using System.Security.Cryptography;
using Escalation.Auditing;

namespace Escalation.Core.Tests.Auditing;

/// <summary>The reference tree of certificate transparency, a naive recursion after RFC 6962, and proofs that somebody changed.</summary>
public class MerkleTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ESCALATION_SLOW") == "1";

    /// <summary>The eight leaves that the implementations of certificate transparency share.</summary>
    private static readonly byte[][] Leaves = [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(Convert.FromHexString)];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_roots_of_the_reference_tree()
    {
        var tree = new MerkleTree();
        Assert.Equal(Roots[0], Convert.ToHexStringLower(tree.Root()));
        for (int i = 0; i < Leaves.Length; i++)
        {
            tree.Append(Leaves[i]);
            Assert.Equal(Roots[i + 1], Convert.ToHexStringLower(tree.Root()));
        }
    }

    [Fact]
    public void The_paths_of_the_reference_tree()
    {
        byte[][] hashes = [.. Leaves.Select(leaf => MerkleTree.LeafHash(leaf))];

        Assert.Equal(
            ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
            MerkleProof.Inclusion(hashes, 0).Select(Convert.ToHexStringLower));
        Assert.Equal(
            ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
            MerkleProof.Inclusion(hashes, 5).Select(Convert.ToHexStringLower));
    }

    [Fact]
    public void Every_tree_up_to_40_leaves_agrees_with_the_recursion_of_the_standard()
    {
        byte[][] data = [.. Enumerable.Range(0, 40).Select(i => SHA256.HashData([(byte)i]))];
        byte[][] hashes = [.. data.Select(leaf => MerkleTree.LeafHash(leaf))];
        var tree = new MerkleTree();
        for (int n = 1; n <= data.Length; n++)
        {
            tree.Append(data[n - 1]);
            byte[] root = Naive.Root(data.AsSpan(0, n));
            Assert.Equal(root, tree.Root());
            Assert.Equal(root, MerkleTree.Resume(n, tree.Peaks).Root());
            for (int m = 0; m < n; m++)
            {
                IReadOnlyList<byte[]> path = MerkleProof.Inclusion(hashes[..n], m);
                Assert.Equal(Naive.Path(m, data.AsSpan(0, n)), path);
                Assert.True(MerkleProof.VerifyInclusion(hashes[m], m, n, path, root));
            }

            for (int m = 0; m <= n; m++)
            {
                IReadOnlyList<byte[]> path = MerkleProof.Consistency(hashes[..n], m);
                Assert.Equal(m == 0 ? [] : Naive.Proof(m, data.AsSpan(0, n)), path);
                Assert.True(MerkleProof.VerifyConsistency(m, Naive.Root(data.AsSpan(0, m)), n, root, path));
            }
        }
    }

    [Fact]
    public void A_proof_that_somebody_changed_proves_nothing()
    {
        int proofs = IsLong ? 1_000_000 : 20_000;
        var random = new Random(20);
        byte[][] hashes = [.. Enumerable.Range(0, 200).Select(i => MerkleTree.LeafHash([(byte)i]))];
        byte[][] roots = [.. Enumerable.Range(0, 201).Select(n => Naive.RootOfHashes(hashes.AsSpan(0, n)))];
        for (int i = 0; i < proofs; i++)
        {
            int n = random.Next(2, hashes.Length + 1);
            int m = random.Next(1, n);
            byte[][] larger = hashes[..n];
            bool inclusion = random.Next(2) == 0;
            Mutation original = inclusion
                ? new Mutation(m, n, hashes[m], roots[n], [.. MerkleProof.Inclusion(larger, m)])
                : new Mutation(m, n, roots[m], roots[n], [.. MerkleProof.Consistency(larger, m)]);
            Assert.True(original.Verify(inclusion));
            Mutation changed = original.Change(random, inclusion);
            Assert.False(changed.Verify(inclusion), $"proof {i}: {m} of {n}");
        }
    }

    [Fact]
    public void A_tree_is_not_resumed_with_peaks_that_do_not_fit()
    {
        var tree = new MerkleTree();
        tree.Append([1]);
        Assert.Throws<ArgumentException>(() => MerkleTree.Resume(3, tree.Peaks));
        Assert.Throws<ArgumentException>(() => MerkleTree.Resume(1, [new byte[31]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Resume(-1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Inclusion([new byte[32]], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Consistency([new byte[32]], 2));
        Assert.False(MerkleProof.VerifyInclusion(new byte[32], 0, 0, [], new byte[32]));
        Assert.False(MerkleProof.VerifyConsistency(2, new byte[32], 1, new byte[32], []));
    }

    /// <summary>A proof, with one thing changed by <see cref="Change"/>.</summary>
    private sealed record Mutation(long First, long Second, byte[] FirstHash, byte[] SecondHash, byte[][] Path)
    {
        public bool Verify(bool inclusion) => inclusion
            ? MerkleProof.VerifyInclusion(FirstHash, First, Second, Path, SecondHash)
            : MerkleProof.VerifyConsistency(First, FirstHash, Second, SecondHash, Path);

        public Mutation Change(Random random, bool inclusion) => random.Next(7) switch
        {
            0 => this with { FirstHash = Flip(FirstHash, random) },
            1 => this with { SecondHash = Flip(SecondHash, random) },
            2 when Path.Length > 0 => With(random.Next(Path.Length), random),
            3 when Path.Length > 0 => this with { Path = Path[..^1] },
            4 => this with { Path = [.. Path, Flip(FirstHash, random)] },
            5 when Path.Length > 1 && !Path[0].AsSpan().SequenceEqual(Path[1]) => this with { Path = [Path[1], Path[0], .. Path[2..]] },

            // Another place in the same tree; another size would need another root, and may by design have the same path.
            _ when inclusion => this with { First = (First + 1 + random.Next((int)Second - 1)) % Second },
            _ => this with { Path = [Flip(SecondHash, random), .. Path] },
        };

        private Mutation With(int index, Random random)
        {
            byte[][] path = [.. Path];
            path[index] = Flip(path[index], random);
            return this with { Path = path };
        }

        private static byte[] Flip(byte[] hash, Random random)
        {
            byte[] flipped = [.. hash];
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            return flipped;
        }
    }

    /// <summary>RFC 6962, section 2.1, word for word.</summary>
    private static class Naive
    {
        public static byte[] Root(ReadOnlySpan<byte[]> data)
        {
            byte[][] hashes = new byte[data.Length][];
            for (int i = 0; i < data.Length; i++)
            {
                hashes[i] = SHA256.HashData([0, .. data[i]]);
            }

            return RootOfHashes(hashes);
        }

        public static byte[] RootOfHashes(ReadOnlySpan<byte[]> hashes)
        {
            if (hashes.Length == 0)
            {
                return SHA256.HashData([]);
            }

            if (hashes.Length == 1)
            {
                return hashes[0];
            }

            int k = K(hashes.Length);
            return SHA256.HashData([1, .. RootOfHashes(hashes[..k]), .. RootOfHashes(hashes[k..])]);
        }

        public static List<byte[]> Path(int m, ReadOnlySpan<byte[]> data)
        {
            if (data.Length == 1)
            {
                return [];
            }

            int k = K(data.Length);
            return m < k ? [.. Path(m, data[..k]), Root(data[k..])] : [.. Path(m - k, data[k..]), Root(data[..k])];
        }

        public static List<byte[]> Proof(int m, ReadOnlySpan<byte[]> data) => SubProof(m, data, true);

        private static List<byte[]> SubProof(int m, ReadOnlySpan<byte[]> data, bool b)
        {
            if (m == data.Length)
            {
                return b ? [] : [Root(data)];
            }

            int k = K(data.Length);
            return m <= k ? [.. SubProof(m, data[..k], b), Root(data[k..])] : [.. SubProof(m - k, data[k..], false), Root(data[..k])];
        }

        private static int K(int n)
        {
            int k = 1;
            while (k * 2 < n)
            {
                k *= 2;
            }

            return k;
        }
    }
}
