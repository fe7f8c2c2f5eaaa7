using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Triggers.Loops;

/// <summary>Copies text in blocks of 32 characters, lone line ends and tabs as blanks, up to the next place that needs a look.</summary>
internal static class TextBlocks
{
    private const int Lanes = 32;

    /// <summary>Copies on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to begin.</param>
    /// <param name="digits">Whether digits need a look.</param>
    /// <param name="hash">Takes the copy.</param>
    /// <returns>Where it stopped: at white space that stands before other white space or lies outside ASCII, at a digit, or at the end.</returns>
    internal static int Copy(ReadOnlySpan<char> text, int at, bool digits, ref HashBuffer hash)
    {
        ref ushort first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));

        // The character behind the block is read too, for white space in a row.
        while (at < text.Length - Lanes)
        {
            Span<char> room = hash.Room(Lanes);
            int end = Math.Min(text.Length - at - 1, room.Length) / Lanes * Lanes;
            int copied = CopyBlocks(text, at, digits, ref first, room[..end]);
            hash.Take(copied);
            at += copied;
            if (copied < end)
            {
                return at;
            }
        }

        for (; at < text.Length && !IsEvent(text, at, digits); at++)
        {
            hash.Add(IsBlank(text[at]) ? ' ' : text[at]);
        }

        return at;
    }

    private static int CopyBlocks(ReadOnlySpan<char> text, int at, bool digits, ref ushort first, Span<char> room)
    {
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(room));
        for (int copied = 0; copied < room.Length; copied += Lanes)
        {
            nuint from = (nuint)(at + copied);
            Vector256<ushort> low = Vector256.LoadUnsafe(ref first, from);
            Vector256<ushort> high = Vector256.LoadUnsafe(ref first, from + (Lanes / 2));
            low.StoreUnsafe(ref target, (nuint)copied);
            high.StoreUnsafe(ref target, (nuint)copied + (Lanes / 2));

            // What is not ASCII becomes 128 or more.
            Vector256<byte> bytes = Vector256.NarrowWithSaturation(low, high);
            uint controls = Within(bytes, (byte)'\t', (byte)'\r');
            uint blanks = controls | Vector256.Equals(bytes, Vector256.Create((byte)' ')).ExtractMostSignificantBits();
            uint next = IsBlank(text[at + copied + Lanes]) ? 1u << (Lanes - 1) : 0;
            uint events = blanks & ((blanks >> 1) | next);
            events |= digits ? Within(bytes, (byte)'0', (byte)'9') : 0;
            uint foreign = bytes.ExtractMostSignificantBits();
            events |= foreign == 0 ? 0 : Exotic(text.Slice(at + copied, Lanes), foreign);
            for (; controls != 0; controls &= controls - 1)
            {
                room[copied + BitOperations.TrailingZeroCount(controls)] = ' ';
            }

            if (events != 0)
            {
                return copied + BitOperations.TrailingZeroCount(events);
            }
        }

        return room.Length;
    }

    private static bool IsEvent(ReadOnlySpan<char> text, int at, bool digits)
    {
        char c = text[at];
        return IsBlank(c) ? at + 1 < text.Length && IsBlank(text[at + 1]) : char.IsWhiteSpace(c) || (digits && char.IsAsciiDigit(c));
    }

    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');

    /// <summary>White space among the characters outside ASCII.</summary>
    private static uint Exotic(ReadOnlySpan<char> block, uint foreign)
    {
        uint blanks = 0;
        for (; foreign != 0; foreign &= foreign - 1)
        {
            int i = BitOperations.TrailingZeroCount(foreign);
            blanks |= char.IsWhiteSpace(block[i]) ? 1u << i : 0;
        }

        return blanks;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Within(Vector256<byte> bytes, byte low, byte high)
    {
        // The smaller of both is the first exactly when it is no larger; comparing unsigned lanes directly costs more.
        Vector256<byte> offset = bytes - Vector256.Create(low);
        return Vector256.Equals(Vector256.Min(offset, Vector256.Create((byte)(high - low))), offset).ExtractMostSignificantBits();
    }
}
