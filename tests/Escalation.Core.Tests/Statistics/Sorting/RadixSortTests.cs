using Escalation.Statistics;
using Escalation.Statistics.Sorting;

namespace Escalation.Core.Tests.Statistics.Sorting;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(64, 0)]
    [InlineData(64, 30)]
    [InlineData(20, 0)]
    [InlineData(8, 56)]
    [InlineData(41, 1)]
    [InlineData(3, 0)]
    public void Words_come_out_as_sorting_gives_them_whichever_bits_differ(int bits, int shift)
    {
        var random = new SplitMix64(12);
        foreach (int length in (int[])[0, 1, 2, 3, 5, 1_000, 20_003])
        {
            ulong[] words = new ulong[length];
            ulong differing = 0;
            for (int i = 0; i < length; i++)
            {
                words[i] = (random.NextBits() >> (64 - bits)) << shift;
                differing |= words[i] ^ words[0];
            }

            ulong[] sorted = [.. words.Select(word => word >> 1).Order()];
            ulong[] all = [.. words.Order()];
            RadixSort.Sort<ulong>(words, new ulong[length], differing);
            Assert.Equal(sorted, words.Select(word => word >> 1));
            Assert.Equal(all, words.Order());
        }
    }

    /// <summary>The lowest bit goes along. Words that differ otherwise in no more than their leading digits are not sorted by it after that.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    public void A_flag_below_the_leading_digits_leaves_their_order_alone(int bits)
    {
        var random = new SplitMix64(16);
        foreach (int length in (int[])[33, 1_000, 5_000])
        {
            ulong[] words = [.. Enumerable.Range(0, length).Select(_ => (random.NextBits() >> (64 - bits) << (64 - bits)) | (random.NextBits() >> 63))];
            uint[] halves = [.. words.Select(static word => (uint)(word >> 32) | (uint)(word & 1))];
            ulong[] sorted = [.. words.Select(static word => word >> 1).Order()];
            uint[] sortedHalves = [.. halves.Select(static word => word >> 1).Order()];
            RadixSort.Sort<ulong>(words, new ulong[length], words.Aggregate(0UL, (all, word) => all | (word ^ words[0])));
            RadixSort.Sort<uint>(halves, new uint[length], halves.Aggregate(0U, (all, word) => all | (word ^ halves[0])));
            Assert.Equal(sorted, words.Select(static word => word >> 1));
            Assert.Equal(sortedHalves, halves.Select(static word => word >> 1));
        }
    }

    [Fact]
    public void Words_that_agree_in_all_leading_bits_are_sorted_by_their_last_ones()
    {
        // One word far away stretches the range, so that five passes never reach the bits in which the others differ.
        var random = new SplitMix64(13);
        ulong[] words = [ulong.MaxValue, .. Enumerable.Range(0, 5_000).Select(_ => random.NextBits() >> 50)];
        ulong[] sorted = [.. words.Select(word => word >> 1).Order()];
        RadixSort.Sort<ulong>(words, new ulong[words.Length], ulong.MaxValue);
        Assert.Equal(sorted, words.Select(word => word >> 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40_000)]
    public void A_large_part_that_agrees_in_a_digit_is_sorted_by_the_next(int apart)
    {
        // Beside a part whose words differ in their last fourteen bits alone stands another one, or a single word.
        var random = new SplitMix64(15);
        ulong[] words = [.. Enumerable.Range(0, 40_000 + apart).Select(i => (i < apart ? 1UL << 63 : 0) | (random.NextBits() >> 50))];
        ulong[] sorted = [.. words.Select(word => word >> 1).Order()];
        RadixSort.Sort<ulong>(words, new ulong[words.Length], ulong.MaxValue);
        Assert.Equal(sorted, words.Select(word => word >> 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Words_crowded_at_every_scale_and_tied_in_long_rows_are_sorted_too(int power)
    {
        // Powers of a uniform number lie denser and denser towards zero; dropped bits make long rows of ties, and parts of every length.
        var random = new SplitMix64(14);
        foreach (int dropped in (int[])[0, 20, 40, 52])
        {
            ulong[] words = new ulong[100_003];
            ulong differing = 0;
            for (int i = 0; i < words.Length; i++)
            {
                ulong bits = BitConverter.DoubleToUInt64Bits(Math.Pow(random.NextUniform(), power));
                words[i] = (bits >> dropped << dropped << 1) | (random.NextBits() >> 63);
                differing |= words[i] ^ words[0];
            }

            ulong[] sorted = [.. words.Select(word => word >> 1).Order()];
            ulong[] all = [.. words.Order()];
            RadixSort.Sort<ulong>(words, new ulong[words.Length], differing);
            Assert.Equal(sorted, words.Select(word => word >> 1));
            Assert.Equal(all, words.Order());
        }
    }
}
