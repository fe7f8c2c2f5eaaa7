using System.Numerics;
using System.Runtime.InteropServices;

namespace Escalation.Statistics.Sorting;

/// <summary>Sorts words by least-significant-digit radix, looking only at bits that differ between them.</summary>
/// <remarks>Linear in the number of words whatever their order, but for words that agree in their 40 leading differing bits; those are few in any natural data, and are sorted by comparison. The lowest bit of a word goes along and is not sorted by.</remarks>
internal static class RadixSort
{
    private const int DigitBits = 8;
    private const int Radix = 1 << DigitBits;

    /// <summary>With more passes than this it is faster to sort the rest by comparison, run by run.</summary>
    private const int MostPasses = 5;

    /// <summary>Sorts in ascending order.</summary>
    /// <param name="words">The words; the sorted words stand here in the end.</param>
    /// <param name="spare">As many words to work in.</param>
    /// <param name="differing">A word that has a bit set wherever two of the words differ.</param>
    internal static void Sort<TWord>(Span<TWord> words, Span<TWord> spare, TWord differing)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        differing &= ~TWord.One;
        if (differing == TWord.Zero)
        {
            return;
        }

        int low = int.CreateTruncating(TWord.TrailingZeroCount(differing));
        int high = (8 * Marshal.SizeOf<TWord>()) - int.CreateTruncating(TWord.LeadingZeroCount(differing));
        int passes = (high - low + DigitBits - 1) / DigitBits;
        int from = passes > MostPasses ? high - (MostPasses * DigitBits) : low;
        SortDigits(words, spare, from, Math.Min(passes, MostPasses));
        if (from > low)
        {
            SortRuns(words, from);
        }
    }

    private static void SortDigits<TWord>(Span<TWord> words, Span<TWord> spare, int from, int passes)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        Span<int> counts = stackalloc int[MostPasses * Radix];
        counts.Clear();
        Count(words, from, passes, counts);
        Span<TWord> source = words;
        Span<TWord> target = spare[..words.Length];
        for (int pass = 0; pass < passes; pass++)
        {
            Span<int> offsets = counts.Slice(pass * Radix, Radix);
            if (ToOffsets(offsets, words.Length))
            {
                Scatter<TWord>(source, target, offsets, from + (pass * DigitBits));
                Span<TWord> swap = source;
                source = target;
                target = swap;
            }
        }

        if (source != words)
        {
            source.CopyTo(words);
        }
    }

    /// <summary>Counts every digit of every pass while the words are read once.</summary>
    private static void Count<TWord>(ReadOnlySpan<TWord> words, int from, int passes, Span<int> counts)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        foreach (TWord word in words)
        {
            TWord digits = word >> from;
            for (int pass = 0; pass < passes; pass++)
            {
                counts[(pass * Radix) + (int)byte.CreateTruncating(digits)]++;
                digits >>= DigitBits;
            }
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
    private static void Scatter<TWord>(ReadOnlySpan<TWord> source, Span<TWord> target, Span<int> offsets, int shift)
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

    /// <summary>Sorts each run of words that agree from bit <paramref name="from"/> upwards, unless they agree in all but the lowest bit.</summary>
    private static void SortRuns<TWord>(Span<TWord> words, int from)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int start = 0;
        TWord differing = TWord.Zero;
        for (int i = 1; i <= words.Length; i++)
        {
            if (i < words.Length && words[i] >> from == words[start] >> from)
            {
                differing |= words[i] ^ words[start];
                continue;
            }

            if (differing > TWord.One)
            {
                words[start..i].Sort();
            }

            start = i;
            differing = TWord.Zero;
        }
    }
}
