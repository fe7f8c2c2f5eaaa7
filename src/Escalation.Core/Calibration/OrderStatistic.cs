using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Escalation.Calibration;

/// <summary>Finds one order statistic without sorting the rest, by radix: the values that share the leading bits of the wanted one are kept, until few are left.</summary>
/// <remarks>Linear in the number of values whatever they are and however they are ordered. Pure; rents what it works in.</remarks>
internal static class OrderStatistic
{
    private const int DigitBits = 12;
    private const int FewEnoughToSort = 1_024;
    private const ulong SignBit = 1UL << 63;

    /// <summary>The value that stands at <paramref name="rank"/> (from 0, ascending) once the values are sorted.</summary>
    /// <param name="values">Finite values; they stay in place.</param>
    /// <param name="rank">From 0 up to the length, exclusive.</param>
    internal static double Select(ReadOnlySpan<double> values, int rank)
    {
        ulong differing = Differing(values);
        int shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(differing) - DigitBits);
        Span<int> counts = stackalloc int[1 << DigitBits];
        counts.Clear();
        foreach (double value in values)
        {
            counts[Digit(Key(value), shift)]++;
        }

        int digit = Find(counts, ref rank);
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(counts[digit] + 1);
        try
        {
            int kept = 0;
            foreach (double value in values)
            {
                // Written every time and kept only now and then, which costs less than deciding whether to write.
                ulong key = Key(value);
                rented[kept] = key;
                kept += Digit(key, shift) == digit ? 1 : 0;
            }

            return Value(Select(rented.AsSpan(0, kept), rank, shift, counts));
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    /// <summary>The same among keys that agree from bit <paramref name="shift"/> upwards; reorders them.</summary>
    private static ulong Select(Span<ulong> keys, int rank, int shift, Span<int> counts)
    {
        while (keys.Length > FewEnoughToSort && shift > 0)
        {
            shift = Math.Max(0, shift - DigitBits);
            counts.Clear();
            foreach (ulong key in keys)
            {
                counts[Digit(key, shift)]++;
            }

            int digit = Find(counts, ref rank);
            int kept = 0;
            foreach (ulong key in keys)
            {
                keys[kept] = key;
                kept += Digit(key, shift) == digit ? 1 : 0;
            }

            keys = keys[..kept];
        }

        keys.Sort();
        return keys[rank];
    }

    /// <summary>The digit that the wanted key has, and its rank among the keys that have it.</summary>
    private static int Find(ReadOnlySpan<int> counts, ref int rank)
    {
        int digit = 0;
        while (rank >= counts[digit])
        {
            rank -= counts[digit++];
        }

        return digit;
    }

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & ((1 << DigitBits) - 1);

    /// <summary>A word that sorts like the value: the sign bit set for values of zero and above, all bits turned for those below.</summary>
    private static ulong Key(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    private static double Value(ulong key) =>
        BitConverter.UInt64BitsToDouble((key & SignBit) != 0 ? key ^ SignBit : ~key);

    /// <summary>The bits in which any two keys differ.</summary>
    private static ulong Differing(ReadOnlySpan<double> values)
    {
        ulong first = Key(values[0]);
        ulong differing = 0;
        int i = 0;
        Vector256<long> most = Vector256.Create(long.MinValue);
        Vector256<long> firsts = Vector256.Create((long)first);
        Vector256<long> found = Vector256<long>.Zero;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<long> bits = Vector256.Create(values[i..]).AsInt64();
            Vector256<long> below = Vector256.LessThan(bits, Vector256<long>.Zero);
            found |= bits ^ (below | most) ^ firsts;
        }

        for (int lane = 0; lane < Vector256<long>.Count; lane++)
        {
            differing |= (ulong)found[lane];
        }

        for (; i < values.Length; i++)
        {
            differing |= Key(values[i]) ^ first;
        }

        return differing;
    }
}
