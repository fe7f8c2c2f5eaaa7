using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

public class TextHashTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 4_096).Select(i => (byte)(((i + 1) * 131) ^ (i >> 3)))];

    [Fact]
    public void Text_is_hashed_as_its_little_endian_bytes()
    {
        Assert.Equal(TextHash.Of(Encoding.Unicode.GetBytes("größer als ls")), TextHash.Of("größer als ls"));
    }

    [Fact]
    public void Each_length_and_each_changed_byte_gives_another_hash()
    {
        var seen = new HashSet<ulong>();
        for (int length = 0; length <= 300; length++)
        {
            Assert.True(seen.Add(TextHash.Of(Data.AsSpan(0, length))), $"{length}");
            Assert.True(seen.Add(TextHash.Of(new byte[length + 1])), $"{length + 1} zeros");
            for (int i = 0; i < length; i++)
            {
                byte[] changed = Data[..length];
                changed[i] ^= 0x10;
                Assert.True(seen.Add(TextHash.Of(changed)), $"{length} {i}");
            }
        }
    }

    [Fact]
    public void A_million_short_texts_do_not_collide()
    {
        var seen = new HashSet<ulong>();
        for (int i = 0; i < 1_000_000; i++)
        {
            seen.Add(TextHash.Of(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref i, 1))));
        }

        Assert.Equal(1_000_000, seen.Count);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void Each_bit_of_the_input_changes_about_half_of_the_hash(int length)
    {
        byte[] data = Data[..length];
        ulong hash = TextHash.Of(data);
        long flipped = 0;
        int[] byBit = new int[64];
        for (int bit = 0; bit < 8 * length; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            ulong difference = hash ^ TextHash.Of(data);
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            flipped += BitOperations.PopCount(difference);
            for (int i = 0; i < 64; i++)
            {
                byBit[i] += (int)(difference >> i) & 1;
            }
        }

        // The mean of 8 length binomial counts, and each output bit by itself; six standard deviations.
        double trials = 8.0 * length;
        Assert.InRange(flipped / trials, 32 - (6 * 4 / Math.Sqrt(trials)), 32 + (6 * 4 / Math.Sqrt(trials)));
        Assert.All(byBit, count => Assert.InRange(count / trials, 0.5 - (3 / Math.Sqrt(trials)), 0.5 + (3 / Math.Sqrt(trials))));
    }

    [Fact]
    public void A_word_that_equals_the_key_does_not_swallow_its_neighbour()
    {
        // The product is zero then; the neighbour enters by itself all the same.
        ulong[] words = [0xBEEB8DA1658EEC67, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        ulong first = TextHash.Of(MemoryMarshal.AsBytes(words.AsSpan()));
        words[1] = 2;
        Assert.NotEqual(first, TextHash.Of(MemoryMarshal.AsBytes(words.AsSpan())));
    }

    [Fact]
    public void The_order_of_two_counts()
    {
        Assert.NotEqual(TextHash.Join(1, 2), TextHash.Join(2, 1));
        Assert.NotEqual(TextHash.Join(0, 0), TextHash.Join(0, 1));
    }

    [Fact]
    public void Hashes_are_the_same_in_every_process_and_on_every_machine()
    {
        Assert.Equal(
            "d08d1b1b7cd70a0c 3936eebfc4b014a0 56c0f797b4e42d91 87c68e27bb2eefda 2b41ae7e0b200a16 8793025c17fc3ea8",
            string.Join(' ', new[] { TextHash.Of(""), TextHash.Of("ls"), TextHash.Of(Data.AsSpan(0, 63)), TextHash.Of(Data.AsSpan(0, 64)), TextHash.Of(Data), TextHash.Join(1, 2) }.Select(hash => hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture))));
    }
}
