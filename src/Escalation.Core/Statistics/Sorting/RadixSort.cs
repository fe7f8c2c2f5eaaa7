using System.Numerics;
using System.Runtime.InteropServices;

namespace Escalation.Statistics.Sorting;

/// <summary>Sorts words by radix, looking only at bits that differ between them.</summary>
/// <remarks>
/// Parts too large for the cache are split by their leading digit; what fits is sorted from its least significant digit on, by as many of the leading bits as tell
/// that many words apart, and the runs that still agree are sorted in turn. So nearly all moves stay within the cache, and the number of moves of a word is bounded by the number of its digits: linear whatever the words.
/// The lowest bit of a word goes along; whether words are sorted by it is open.
/// </remarks>
internal static class RadixSort
{
    internal const int DigitBits = 8;
    internal const int Radix = 1 << DigitBits;

    /// <summary>So many words and as many to work in stay in the second cache.</summary>
    private const int CacheLength = 1 << 14;

    /// <summary>Below this length it is faster to sort by insertion.</summary>
    private const int InsertionLength = 24;

    /// <summary>With so many bits more than it takes to number the words, few of evenly spread ones still agree.</summary>
    private const int SpareBits = 2;

    /// <summary>Sorts in ascending order.</summary>
    /// <param name="words">The words; the sorted words stand here in the end.</param>
    /// <param name="spare">As many words to work in.</param>
    /// <param name="differing">A word that has a bit set wherever two of the words differ.</param>
    internal static void Sort<TWord>(Span<TWord> words, Span<TWord> spare, TWord differing)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        if (TryBits(differing, out int low, out int high))
        {
            SortPart(words, spare[..words.Length], low, high, toOther: false);
        }
    }

    /// <summary>From which bit up to which, exclusive, words differ, the lowest bit left out; says no when they do not.</summary>
    internal static bool TryBits<TWord>(TWord differing, out int low, out int high)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        differing &= ~TWord.One;
        low = int.CreateTruncating(TWord.TrailingZeroCount(differing));
        high = (8 * Marshal.SizeOf<TWord>()) - int.CreateTruncating(TWord.LeadingZeroCount(differing));
        return differing != TWord.Zero;
    }

    /// <summary>Sorts words that agree outside the bits from <paramref name="low"/> up to <paramref name="high"/>; the result stands in the other span when asked for.</summary>
    internal static void SortPart<TWord>(Span<TWord> words, Span<TWord> other, int low, int high, bool toOther)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        if (words.Length <= CacheLength || high <= low)
        {
            bool moved = words.Length > InsertionLength && high > low && SortCached(words, other, low, high, toOther);
            if (words.Length <= InsertionLength)
            {
                Insert(words);
            }

            if (toOther && !moved)
            {
                words.CopyTo(other);
            }

            return;
        }

        Span<int> ends = stackalloc int[Radix];
        int shift = Math.Max(low, high - DigitBits);
        Count<TWord>(words, ends, shift);
        if (!ToOffsets(ends, words.Length))
        {
            SortPart(words, other, low, shift, toOther);
            return;
        }

        Scatter(words, other, ends, shift);
        int start = 0;
        foreach (int end in ends)
        {
            // After scattering, an offset is where its digit ends.
            if (end > start)
            {
                SortPart(other[start..end], words[start..end], low, shift, !toOther);
            }

            start = end;
        }
    }

    /// <summary>Sorts what fits in the cache; says whether the result stands in the other span, which it does only when that is asked for.</summary>
    private static bool SortCached<TWord>(Span<TWord> words, Span<TWord> other, int low, int high, bool toOther)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int bits = Math.Min(high - low, BitOperations.Log2((uint)words.Length) + 1 + SpareBits);
        int passes = (bits + DigitBits - 1) / DigitBits;
        int from = Math.Max(low, high - (passes * DigitBits));
        Span<int> offsets = stackalloc int[Radix];
        Span<TWord> source = words;
        Span<TWord> target = other;
        for (int pass = 0; pass < passes; pass++)
        {
            int shift = from + (pass * DigitBits);
            Count<TWord>(source, offsets, shift);
            if (ToOffsets(offsets, words.Length))
            {
                Scatter(source, target, offsets, shift);
                Span<TWord> swap = source;
                source = target;
                target = swap;
            }
        }

        bool isInOther = source == other;
        if (from > low)
        {
            SortRuns(source, target, low, from);
        }

        if (isInOther && !toOther)
        {
            other.CopyTo(words);
        }

        return isInOther && toOther;
    }

    /// <summary>Two counts side by side, so that not every word waits for the one before it when digits repeat.</summary>
    internal static void Count<TWord>(ReadOnlySpan<TWord> words, Span<int> counts, int shift)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        counts.Clear();
        Span<int> further = stackalloc int[Radix];
        int i = 0;
        for (; i <= words.Length - 2; i += 2)
        {
            counts[byte.CreateTruncating(words[i] >> shift)]++;
            further[byte.CreateTruncating(words[i + 1] >> shift)]++;
        }

        if (i < words.Length)
        {
            counts[byte.CreateTruncating(words[i] >> shift)]++;
        }

        for (int digit = 0; digit < Radix; digit++)
        {
            counts[digit] += further[digit];
        }
    }

    /// <summary>Turns counts into the places where the words of each digit begin; says no when all words have the same digit.</summary>
    private static bool ToOffsets(Span<int> counts, int length)
    {
        int offset = 0;
        foreach (ref int count in counts)
        {
            if (count == length)
            {
                return false;
            }

            int next = offset + count;
            count = offset;
            offset = next;
        }

        return true;
    }

    /// <summary>Four words at a time: their offsets are read and advanced before any of them is written, so that no read waits for a write.</summary>
    internal static void Scatter<TWord>(ReadOnlySpan<TWord> source, Span<TWord> target, Span<int> offsets, int shift)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int i = 0;
        for (; i <= source.Length - 4; i += 4)
        {
            TWord first = source[i];
            TWord second = source[i + 1];
            TWord third = source[i + 2];
            TWord fourth = source[i + 3];
            int firstAt = offsets[byte.CreateTruncating(first >> shift)]++;
            int secondAt = offsets[byte.CreateTruncating(second >> shift)]++;
            int thirdAt = offsets[byte.CreateTruncating(third >> shift)]++;
            int fourthAt = offsets[byte.CreateTruncating(fourth >> shift)]++;
            target[firstAt] = first;
            target[secondAt] = second;
            target[thirdAt] = third;
            target[fourthAt] = fourth;
        }

        for (; i < source.Length; i++)
        {
            target[offsets[byte.CreateTruncating(source[i] >> shift)]++] = source[i];
        }
    }

    /// <summary>Sorts each run of words that agree from bit <paramref name="from"/> upwards.</summary>
    private static void SortRuns<TWord>(Span<TWord> words, Span<TWord> other, int low, int from)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int start = 0;
        for (int i = 1; i <= words.Length; i++)
        {
            if (i < words.Length && (words[i] ^ words[start]) >> from == TWord.Zero)
            {
                continue;
            }

            if (i - start > 1)
            {
                SortPart(words[start..i], other[start..i], low, from, toOther: false);
            }

            start = i;
        }
    }

    private static void Insert<TWord>(Span<TWord> words)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        for (int i = 1; i < words.Length; i++)
        {
            TWord word = words[i];
            int j = i;
            for (; j > 0 && words[j - 1] > word; j--)
            {
                words[j] = words[j - 1];
            }

            words[j] = word;
        }
    }
}
