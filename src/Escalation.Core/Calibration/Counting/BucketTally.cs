using System.Runtime.InteropServices;

namespace Escalation.Calibration.Counting;

/// <summary>How many items and how many errors each bucket has.</summary>
/// <remarks>
/// Counts run in several copies in turn: an increment that follows another one of the same counter would have to wait for it, and equal scores come in rows.
/// The copies are 32 bits wide, so that they stay in the nearest cache; before they could overflow they are added to totals of 64 bits.
/// </remarks>
internal sealed class BucketTally
{
    private const int MostCopies = 4;

    /// <summary>Beyond this, more copies would only push each other out of the cache.</summary>
    private const int MostCounters = 1 << 14;

    private readonly long[] _totals;
    private readonly uint[] _counters;
    private readonly int _copies;
    private uint _pending;

    internal BucketTally(int buckets)
    {
        _totals = new long[2 * buckets];
        _copies = Math.Clamp(MostCounters / _totals.Length, 1, MostCopies);
        _counters = new uint[_copies * _totals.Length];
    }

    /// <summary>The number of items; exact up to 2^63 - 1.</summary>
    internal long Items { get; private set; }

    /// <summary>Makes room for so many items, so that what is added next can be taken back exactly.</summary>
    /// <exception cref="OverflowException">Thrown when there would be more than 2^63 - 1 items.</exception>
    internal void Reserve(int items)
    {
        Items = checked(Items + items);
        if (uint.MaxValue - _pending < (uint)items)
        {
            Fold();
        }

        _pending += (uint)items;
    }

    /// <summary>Gives back room that was not used.</summary>
    internal void Release(int items)
    {
        Items -= items;
        _pending -= (uint)items;
    }

    /// <summary>Adds to the counters of slots, <c>2 * bucket + loss</c>; <paramref name="by"/> is 1, or -1 modulo 2^32 to take back.</summary>
    internal void Add(ReadOnlySpan<int> slots, uint by)
    {
        int stride = _totals.Length;
        Span<uint> counters = _counters;
        Span<uint> first = counters[..stride];
        Span<uint> second = counters.Slice(stride * (1 % _copies), stride);
        Span<uint> third = counters.Slice(stride * (2 % _copies), stride);
        Span<uint> fourth = counters.Slice(stride * (3 % _copies), stride);
        int i = 0;
        for (; i <= slots.Length - 4; i += 4)
        {
            first[slots[i]] += by;
            second[slots[i + 1]] += by;
            third[slots[i + 2]] += by;
            fourth[slots[i + 3]] += by;
        }

        for (; i < slots.Length; i++)
        {
            first[slots[i]] += by;
        }
    }

    /// <summary>Adds counts of another tally.</summary>
    /// <exception cref="OverflowException">Thrown when a sum exceeds 2^63 - 1; nothing is added then.</exception>
    internal void Add(ReadOnlySpan<long> items, ReadOnlySpan<long> errors, long total)
    {
        Fold();
        long sum = checked(Items + total);
        for (int bucket = 0; bucket < items.Length; bucket++)
        {
            _totals[2 * bucket] += items[bucket] - errors[bucket];
            _totals[(2 * bucket) + 1] += errors[bucket];
        }

        // No bucket holds more than all buckets together.
        Items = sum;
    }

    /// <summary>Adds what another tally of as many buckets holds.</summary>
    /// <exception cref="OverflowException">Thrown when a sum exceeds 2^63 - 1; nothing is added then.</exception>
    internal void Add(BucketTally other)
    {
        Items = checked(Items + other.Items);
        Fold();
        other.Fold();
        for (int slot = 0; slot < _totals.Length; slot++)
        {
            _totals[slot] += other._totals[slot];
        }
    }

    /// <summary>Copies out the items and the errors of each bucket.</summary>
    internal void CopyTo(Span<long> items, Span<long> errors)
    {
        Fold();
        for (int bucket = 0; bucket < items.Length; bucket++)
        {
            errors[bucket] = _totals[(2 * bucket) + 1];
            items[bucket] = _totals[2 * bucket] + errors[bucket];
        }
    }

    internal void Clear()
    {
        Array.Clear(_totals);
        Array.Clear(_counters);
        Items = 0;
        _pending = 0;
    }

    private void Fold()
    {
        for (int copy = 0; copy < _copies; copy++)
        {
            ReadOnlySpan<uint> counters = _counters.AsSpan(copy * _totals.Length, _totals.Length);
            for (int slot = 0; slot < counters.Length; slot++)
            {
                _totals[slot] += counters[slot];
            }
        }

        Array.Clear(_counters);
        _pending = 0;
    }
}
