using Escalation.Statistics;
using Escalation.Statistics.Sorting;

namespace Escalation.Core.Tests.Statistics.Sorting;

/// <summary>Several threads leave the very words in the very places where one thread leaves them, the open lowest bit included.</summary>
public sealed class SharedSortTests
{
    private const int Part = SharedSort.PartLength;

    [Theory]
    [InlineData(64, 0)]
    [InlineData(40, 1)]
    [InlineData(8, 50)]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    public void Words_stand_where_one_thread_leaves_them_whichever_bits_differ(int bits, int shift)
    {
        var random = new SplitMix64(21);
        foreach (int length in (int[])[0, 1, 5, Part, Part + 1, (3 * Part) + 77])
        {
            AssertSame([.. Enumerable.Range(0, length).Select(_ => (random.NextBits() >> (64 - bits)) << shift)]);
        }
    }

    /// <summary>Uniform numbers raised to a power lie denser towards zero, so that rows are of every length; a few leading digits take nearly all words, whose next digit may be one alone.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(12, 0)]
    [InlineData(12, 45)]
    [InlineData(3, 52)]
    public void Crowded_and_tied_words_stand_where_one_thread_leaves_them(int power, int dropped)
    {
        var random = new SplitMix64(22);
        AssertSame([.. Enumerable.Range(0, (4 * Part) + 3).Select(_ =>
            (BitConverter.DoubleToUInt64Bits(Math.Pow(random.NextUniform(), power)) >> dropped << dropped << 1) | (random.NextBits() >> 63))]);
    }

    /// <summary>One word far away makes the leading digits of all others agree: rows too long for one thread, and levels at which nothing moves.</summary>
    [Fact]
    public void Rows_that_hold_nearly_all_words_are_shared_again()
    {
        var random = new SplitMix64(23);
        AssertSame([ulong.MaxValue, .. Enumerable.Range(0, 3 * Part).Select(_ => random.NextBits() >> 40)]);
        AssertSame([.. Enumerable.Range(0, 3 * Part).Select(i => i < 2 ? (ulong)i << 62 : (5UL << 20) | (random.NextBits() >> 60))]);
        AssertSame([.. Enumerable.Range(0, 3 * Part).Select(i => i == 7 ? 2UL : random.NextBits() >> 63)]);
    }

    [Fact]
    public void Words_of_single_precision_stand_where_one_thread_leaves_them()
    {
        var random = new SplitMix64(24);
        uint[] words = [.. Enumerable.Range(0, (2 * Part) + 1).Select(_ => (uint)(random.NextBits() >> 32))];
        uint[] expected = [.. words];
        RadixSort.Sort<uint>(expected, new uint[words.Length], uint.MaxValue);
        SharedSort.Sort<uint>(words, new uint[words.Length + 9], uint.MaxValue, maxWorkers: 3);
        Assert.Equal(expected, words);
    }

    private static void AssertSame(ulong[] words)
    {
        ulong differing = 0;
        foreach (ulong word in words)
        {
            differing |= word ^ words[0];
        }

        ulong[] expected = [.. words];
        RadixSort.Sort<ulong>(expected, new ulong[words.Length], differing);
        foreach (int workers in (int[])[1, 2, 3, 8])
        {
            ulong[] sorted = [.. words];
            SharedSort.Sort<ulong>(sorted, new ulong[words.Length], differing, workers);
            Assert.True(expected.AsSpan().SequenceEqual(sorted));
        }
    }
}
