using Escalation.Calibration.Counting;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class BucketTallyTests
{
    [Fact]
    public void Counters_are_folded_before_32_bits_overflow()
    {
        // Three reservations of 2^31 - 1 do not fit 32 bits; the additions in between must survive the fold.
        var tally = new BucketTally(2);
        for (int i = 0; i < 3; i++)
        {
            tally.Reserve(int.MaxValue);
            tally.Add([3, 3, 3, 3, 3, 0], 1);
        }

        long[] items = new long[2];
        long[] errors = new long[2];
        tally.CopyTo(items, errors);
        Assert.Equal(3L * int.MaxValue, tally.Items);
        Assert.Equal([3, 15], items);
        Assert.Equal([0, 15], errors);
    }

    [Fact]
    public void More_than_32_bits_of_one_slot_are_kept_and_clearing_leaves_none()
    {
        var tally = new BucketTally(1);
        long[] items = new long[1];
        long[] errors = new long[1];
        for (int i = 0; i < 5; i++)
        {
            tally.Reserve(int.MaxValue);
            tally.Add([1], int.MaxValue);
        }

        tally.CopyTo(items, errors);
        Assert.Equal((5L * int.MaxValue, 5L * int.MaxValue), (items[0], errors[0]));

        tally.Reserve(1);
        tally.Add([0], 1);
        tally.Clear();
        tally.Reserve(2);
        tally.Add([1, 0], 1);
        tally.CopyTo(items, errors);
        Assert.Equal((2L, 1L, 2L), (items[0], errors[0], tally.Items));
    }

    /// <summary>Room that was given back counts no more, and what was added still does: 2^31 - 1 twice and 2 fill 32 bits exactly.</summary>
    [Fact]
    public void What_remains_after_room_was_given_back_is_folded_before_32_bits_overflow()
    {
        var tally = new BucketTally(1);
        tally.Reserve(int.MaxValue);
        tally.Add([1], int.MaxValue);
        tally.Reserve(int.MaxValue);
        tally.Release(int.MaxValue);
        tally.Reserve(int.MaxValue);
        tally.Add([1], int.MaxValue);
        tally.Reserve(2);
        tally.Add([1], 2);
        long[] items = new long[1];
        long[] errors = new long[1];
        tally.CopyTo(items, errors);
        Assert.Equal((1L << 32, 1L << 32, 1L << 32), (items[0], errors[0], tally.Items));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5_000)]
    [InlineData(200_000)]
    public void Taking_back_is_exact_whatever_the_number_of_copies(int buckets)
    {
        var tally = new BucketTally(buckets);
        int[] slots = [.. Enumerable.Range(0, 1_001).Select(i => i * 7 % (2 * buckets))];
        tally.Reserve(slots.Length);
        tally.Add(slots, 1);
        tally.Reserve(slots.Length);
        tally.Add(slots, 1);
        tally.Add(slots, uint.MaxValue);
        tally.Release(slots.Length);
        long[] items = new long[buckets];
        long[] errors = new long[buckets];
        tally.CopyTo(items, errors);
        Assert.Equal(slots.Length, items.Sum());
        Assert.Equal(slots.Count(slot => slot % 2 == 1), errors.Sum());
        Assert.Equal(slots.Length, tally.Items);
    }
}
