using System.Numerics;

namespace Escalation.Statistics.Sorting;

/// <summary>The sort of <see cref="RadixSort"/> on several threads: the same words in the same places.</summary>
/// <remarks>
/// Words are counted by their leading digit, then moved, part by part. A part has offsets of its own behind those of the parts before it, so words of one digit keep their order whoever moves them, as they do on one thread.
/// The row of each digit is then sorted by one thread, the longest row first; rows too long to be left to one are shared again.
/// </remarks>
internal static class SharedSort
{
    /// <summary>Enough words to pay for handing them out; more than are sorted without a leading digit.</summary>
    internal const int PartLength = 1 << 17;

    /// <summary>A row is left to one thread when it is no longer than such a share of what each has to do.</summary>
    private const int RowsPerWorker = 4;

    /// <summary>Sorts in ascending order; see <see cref="RadixSort.Sort"/>.</summary>
    /// <param name="words">The words; the sorted words stand here in the end.</param>
    /// <param name="spare">As many words to work in.</param>
    /// <param name="differing">A word that has a bit set wherever two of the words differ.</param>
    /// <param name="maxWorkers">The largest number of threads at once, at least 1.</param>
    internal static void Sort<TWord>(Memory<TWord> words, Memory<TWord> spare, TWord differing, int maxWorkers)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        if (maxWorkers == 1 || words.Length <= PartLength)
        {
            RadixSort.Sort(words.Span, spare.Span, differing);
        }
        else if (RadixSort.TryBits(differing, out int low, out int high))
        {
            int mostAlone = Math.Max(PartLength, (int)(words.Length / ((long)maxWorkers * RowsPerWorker)));
            SortPart(words, spare[..words.Length], low, high, toOther: false, maxWorkers, mostAlone);
        }
    }

    private static void SortPart<TWord>(Memory<TWord> words, Memory<TWord> other, int low, int high, bool toOther, int maxWorkers, int mostAlone)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        if (high <= low)
        {
            RadixSort.SortPart(words.Span, other.Span, low, high, toOther);
            return;
        }

        int shift = Math.Max(low, high - RadixSort.DigitBits);
        int[][] offsets = Count(words, shift, maxWorkers);
        int[] starts = ToOffsets(offsets);
        int[] rows = new int[RadixSort.Radix];
        for (int digit = 0; digit < rows.Length; digit++)
        {
            rows[digit] = starts[digit + 1] - starts[digit];
        }

        if (rows.Contains(words.Length))
        {
            SortPart(words, other, low, shift, toOther, maxWorkers, mostAlone);
            return;
        }

        Workers.Run(maxWorkers, offsets.Length, (_, part) => RadixSort.Scatter(Part(words, part).Span, other.Span, offsets[part], shift));
        int[] longest = [.. Enumerable.Range(0, rows.Length).Where(digit => rows[digit] > 0).OrderByDescending(digit => rows[digit])];
        int shared = longest.Count(digit => rows[digit] > mostAlone);
        foreach (int digit in longest.AsSpan(0, shared))
        {
            SortPart(other.Slice(starts[digit], rows[digit]), words.Slice(starts[digit], rows[digit]), low, shift, !toOther, maxWorkers, mostAlone);
        }

        Workers.Run(maxWorkers, longest.Length - shared, (_, row) =>
        {
            int digit = longest[shared + row];
            RadixSort.SortPart(other.Span.Slice(starts[digit], rows[digit]), words.Span.Slice(starts[digit], rows[digit]), low, shift, !toOther);
        });
    }

    /// <summary>How many words of each part have each digit.</summary>
    private static int[][] Count<TWord>(Memory<TWord> words, int shift, int maxWorkers)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int[][] counts = new int[(int)(((long)words.Length + PartLength - 1) / PartLength)][];
        Workers.Run(maxWorkers, counts.Length, (_, part) =>
        {
            counts[part] = new int[RadixSort.Radix];
            RadixSort.Count<TWord>(Part(words, part).Span, counts[part], shift);
        });
        return counts;
    }

    /// <summary>Turns counts into the places where each part's words of each digit go; returns where those of each digit begin, and at last where all end.</summary>
    private static int[] ToOffsets(int[][] counts)
    {
        int[] starts = new int[RadixSort.Radix + 1];
        int offset = 0;
        for (int digit = 0; digit < RadixSort.Radix; digit++)
        {
            starts[digit] = offset;
            foreach (int[] part in counts)
            {
                (part[digit], offset) = (offset, offset + part[digit]);
            }
        }

        starts[RadixSort.Radix] = offset;
        return starts;
    }

    private static Memory<TWord> Part<TWord>(Memory<TWord> words, int part)
        where TWord : unmanaged =>
        words.Slice(part * PartLength, Math.Min(PartLength, words.Length - (part * PartLength)));
}
