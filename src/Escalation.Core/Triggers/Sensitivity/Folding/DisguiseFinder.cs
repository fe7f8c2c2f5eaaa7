using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>Finds the places of a text that folding could turn into other words: characters that folding changes, digits and signs inside words, letters set one by one or drawn out.</summary>
/// <remarks>A text without any needs no folding, so ordinary English costs one vectorised pass. Linear, allocates nothing.</remarks>
internal static class DisguiseFinder
{
    private const int Width = 64;
    private const int Edge = 16;
    private const int Stride = Width - (2 * Edge);
    private const ulong Inner = ((1UL << Stride) - 1) << Edge;

    internal const int None = -1;

    /// <summary>The first such place at or behind <paramref name="from"/>, or <see cref="None"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="drawn">The words for which letters that are drawn out matter; null for none.</param>
    internal static int Next(ReadOnlySpan<char> text, int from, DrawnWords? drawn)
    {
        Span<char> padded = stackalloc char[Width];
        for (int at = from; at < text.Length; at += Stride)
        {
            // Each window is looked at with its neighbourhood, so that what is adjacent is seen whole.
            int begin = at - Edge;
            scoped ReadOnlySpan<char> window;
            if (begin >= 0 && begin + Width <= text.Length)
            {
                window = text.Slice(begin, Width);
            }
            else
            {
                padded.Fill(' ');
                int first = Math.Max(begin, 0);
                int last = Math.Min(begin + Width, text.Length);
                text[first..last].CopyTo(padded[(first - begin)..]);
                window = padded;
            }

            ulong found = Classify(window, out ulong foreign, out ulong pairs) & Inner;
            found |= drawn is null ? 0 : Drawn(text, begin, window, pairs & Inner, drawn);
            foreign &= Inner;
            while (foreign != 0)
            {
                int place = BitOperations.TrailingZeroCount(foreign);
                foreign &= foreign - 1;
                if (found != 0 && BitOperations.TrailingZeroCount(found) < place)
                {
                    break;
                }

                if (Changes(text, begin + place))
                {
                    found |= 1UL << place;
                    break;
                }
            }

            if (found != 0)
            {
                return begin + BitOperations.TrailingZeroCount(found);
            }
        }

        return None;
    }

    private static bool Changes(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        return char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            ? FoldingTable.OfSupplementary(char.ConvertToUtf32(c, text[at + 1])) >= 0
            : FoldingTable.Changes(c);
    }

    /// <summary>The disguises that show in ASCII, one bit a character, and the characters outside ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Classify(ReadOnlySpan<char> window, out ulong foreign, out ulong pairs)
    {
        ref ushort first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(window));
        Vector256<byte> head = Narrow(ref first);
        Vector256<byte> tail = Narrow(ref Unsafe.Add(ref first, Width / 2));
        Masks low = MasksOf(head);
        Masks high = MasksOf(tail);
        foreign = low.Foreign | ((ulong)high.Foreign << 32);
        ulong letters = low.Letters | ((ulong)high.Letters << 32);
        ulong digits = low.Digits | ((ulong)high.Digits << 32);
        ulong signs = low.Signs | ((ulong)high.Signs << 32);
        ulong inside = low.Inside | ((ulong)high.Inside << 32);
        ulong controls = low.Controls | ((ulong)high.Controls << 32);

        // The head beside what follows it, the tail beside what precedes it: neither reads outside of the window.
        pairs = letters & (Equal(head, Narrow(ref Unsafe.Add(ref first, 1))) | ((ulong)Equal(tail, Narrow(ref Unsafe.Add(ref first, (Width / 2) - 1))) << ((Width / 2) - 1)));

        ulong before = letters << 1;
        ulong after = letters >> 1;
        ulong leet = (digits & (before | after)) | (signs & after) | ((inside | signs) & before & (after | (signs | digits) >> 1));

        ulong joined = letters | digits;
        ulong single = (letters | digits | signs) & ~(joined << 1) & ~(joined >> 1);
        ulong second = single & Nearby(single);
        ulong third = second & Nearby(second);
        ulong fourth = third & Nearby(third);
        return leet | fourth | controls;
    }

    /// <summary>Of letters that stand twice in a row, ignoring case, the first that is drawn out in a word that matters.</summary>
    private static ulong Drawn(ReadOnlySpan<char> text, int begin, ReadOnlySpan<char> window, ulong pairs, DrawnWords words)
    {
        ulong threes = pairs & (pairs >> 1);
        int known = begin;
        for (; pairs != 0; pairs &= pairs - 1)
        {
            int place = BitOperations.TrailingZeroCount(pairs);
            bool isDrawn = (threes & (1UL << place)) != 0 || DrawnLetters.IsNeverDoubled((char)(window[place] | 0x20));
            if (isDrawn && begin + place >= known && words.MayHold(text, begin + place, out known))
            {
                return 1UL << place;
            }
        }

        return 0;
    }

    private static uint Equal(Vector256<byte> bytes, Vector256<byte> others) =>
        Vector256.Equals(bytes | Vector256.Create((byte)0x20), others | Vector256.Create((byte)0x20)).ExtractMostSignificantBits();

    /// <summary>The places two to four behind a set bit.</summary>
    private static ulong Nearby(ulong mask) => (mask << 2) | (mask << 3) | (mask << 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Narrow(ref ushort first) =>
        Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Masks MasksOf(Vector256<byte> bytes)
    {
        Vector256<byte> letters = Vector256.LessThan((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        Vector256<byte> digits = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        Vector256<byte> signs = Vector256.Equals(bytes, Vector256.Create((byte)'$')) | Vector256.Equals(bytes, Vector256.Create((byte)'@'));
        Vector256<byte> inside = Vector256.Equals(bytes, Vector256.Create((byte)'!')) | Vector256.Equals(bytes, Vector256.Create((byte)'|')) | Vector256.Equals(bytes, Vector256.Create((byte)'+'));
        Vector256<byte> controls = (Vector256.LessThan(bytes, Vector256.Create((byte)0x20)) & ~Vector256.LessThan(bytes - Vector256.Create((byte)9), Vector256.Create((byte)5)))
            | Vector256.Equals(bytes, Vector256.Create((byte)0x7F));
        return new Masks(
            letters.ExtractMostSignificantBits(),
            digits.ExtractMostSignificantBits(),
            signs.ExtractMostSignificantBits(),
            inside.ExtractMostSignificantBits(),
            controls.ExtractMostSignificantBits(),
            bytes.ExtractMostSignificantBits());
    }

    private readonly record struct Masks(uint Letters, uint Digits, uint Signs, uint Inside, uint Controls, uint Foreign);
}
