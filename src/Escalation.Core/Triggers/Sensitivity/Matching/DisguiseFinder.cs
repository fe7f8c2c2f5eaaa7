using System.Numerics;
using System.Runtime.CompilerServices;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Finds the places of a text that folding could turn into other words: characters that folding changes, digits and signs inside words, letters set one by one or drawn out.</summary>
/// <remarks>
/// A text without any needs no folding, so ordinary English costs one vectorised pass of <see cref="DisguiseSieve"/>; only blocks that it lets through are
/// looked at closely. Linear, allocates nothing.
/// </remarks>
internal static class DisguiseFinder
{
    private const int Edge = DisguiseSieve.Reach;
    private const int Stride = DisguiseBlock.Width - (2 * Edge);
    private const ulong Inner = ((1UL << Stride) - 1) << Edge;

    internal const int None = -1;

    /// <summary>The first such place at or behind <paramref name="from"/>, or <see cref="None"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="drawn">The words for which letters that are drawn out matter; null for none.</param>
    [SkipLocalsInit]
    internal static int Next(ReadOnlySpan<char> text, int from, DrawnWords? drawn)
    {
        Span<char> padded = stackalloc char[DisguiseBlock.Width + 1];
        var sieve = new DisguiseSieve();

        // The last places may show at a character behind the text.
        for (int at = Math.Max(0, from - DisguiseSieve.Reach); at <= text.Length; at += DisguiseBlock.Width)
        {
            DisguiseBlock block = DisguiseBlock.Read(Around(text, at - 1, padded));
            if (!sieve.Passes(text, at, block, out ulong runs) && (runs == 0 || drawn is null || !MayHold(text, at, block.Letters, runs, drawn)))
            {
                continue;
            }

            // What was looked at for one block is not looked at again for the next.
            from = Math.Max(from, at - DisguiseSieve.Lag);
            for (; from < at + DisguiseBlock.Width && from < text.Length; from += Stride)
            {
                if (PlaceIn(text, from, padded, drawn) is var place and not None)
                {
                    return place;
                }
            }
        }

        return None;
    }

    /// <summary>Whether a word with letters that are drawn out could be a keyword.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool MayHold(ReadOnlySpan<char> text, int at, ulong letters, ulong runs, DrawnWords words)
    {
        while (runs != 0)
        {
            int place = BitOperations.TrailingZeroCount(runs);
            int start = DisguiseBlock.Width - BitOperations.LeadingZeroCount(~letters & ((1UL << place) - 1));
            int length = BitOperations.TrailingZeroCount(~(letters >> start));
            bool isInside = start > 0 && start + length < DisguiseBlock.Width;
            if (isInside ? words.MayHold(text.Slice(at + start, length), runs >> start) : words.MayHold(text, at + place, out _))
            {
                return true;
            }

            // On to the next word.
            runs &= start + length < DisguiseBlock.Width ? ulong.MaxValue << (start + length) : 0;
        }

        return false;
    }

    /// <summary>The part of the text from <paramref name="begin"/> on that is as long as the buffer; in the buffer, with blanks, where it goes beyond the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<char> Around(ReadOnlySpan<char> text, int begin, Span<char> padded)
    {
        if (begin >= 0 && begin <= text.Length - padded.Length)
        {
            return text.Slice(begin, padded.Length);
        }

        padded.Fill(' ');
        int first = Math.Max(begin, 0);
        text[first..Math.Min(begin + padded.Length, text.Length)].CopyTo(padded[(first - begin)..]);
        return padded;
    }

    /// <summary>The first place among the next <see cref="Stride"/>, or <see cref="None"/>; looked at with their neighbourhood, so that what is adjacent is seen whole.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PlaceIn(ReadOnlySpan<char> text, int at, Span<char> padded, DrawnWords? drawn)
    {
        int begin = at - Edge;
        DisguiseBlock block = DisguiseBlock.Read(Around(text, begin - 1, padded));
        ulong found = InAscii(block) & Inner;
        if (drawn is not null)
        {
            found |= Drawn(text, begin, ((block.Doubled >> 1) | ((block.Repeated >> 1) & (block.Repeated >> 2))) & Inner, drawn);
        }

        for (ulong odd = block.Odd & Inner; odd != 0; odd &= odd - 1)
        {
            ulong first = odd & (0 - odd);
            if ((found & (first - 1)) != 0)
            {
                break;
            }

            if (Changes(text, begin + BitOperations.TrailingZeroCount(first)))
            {
                found |= first;
                break;
            }
        }

        return found == 0 ? None : begin + BitOperations.TrailingZeroCount(found);
    }

    private static bool Changes(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        return char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            ? FoldingTable.OfSupplementary(char.ConvertToUtf32(c, text[at + 1])) >= 0
            : FoldingTable.Changes(c);
    }

    /// <summary>Digits and signs inside words, and the fourth and later letters of those set one by one.</summary>
    private static ulong InAscii(in DisguiseBlock block)
    {
        ulong before = block.Letters << 1;
        ulong after = block.Letters >> 1;
        ulong leet = (block.Digits & (before | after)) | (block.Signs & after) | ((block.Inside | block.Signs) & before & (after | (block.Signs | block.Digits) >> 1));

        ulong joined = block.Letters | block.Digits;
        ulong single = (joined | block.Signs) & ~(joined << 1) & ~(joined >> 1);
        ulong second = single & Nearby(single);
        ulong third = second & Nearby(second);
        return leet | (third & Nearby(third));
    }

    /// <summary>Of the letters at which a run that is drawn out begins, the first in a word that matters.</summary>
    private static ulong Drawn(ReadOnlySpan<char> text, int begin, ulong runs, DrawnWords words)
    {
        int known = begin;
        for (; runs != 0; runs &= runs - 1)
        {
            int place = BitOperations.TrailingZeroCount(runs);
            if (begin + place >= known && words.MayHold(text, begin + place, out known))
            {
                return 1UL << place;
            }
        }

        return 0;
    }

    /// <summary>The places two to four behind a set bit.</summary>
    private static ulong Nearby(ulong mask) => (mask << 2) | (mask << 3) | (mask << 4);
}
