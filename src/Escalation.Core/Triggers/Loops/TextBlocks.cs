using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Triggers.Loops;

/// <summary>Copies text in blocks of 16 characters, lone line ends and tabs as blanks, up to the next place that needs a look.</summary>
internal static class TextBlocks
{
    private const int Lanes = 16;

    /// <summary>Copies on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to begin.</param>
    /// <param name="digits">Whether digits need a look.</param>
    /// <param name="hash">Takes the copy.</param>
    /// <returns>Where it stopped: at white space that stands beside other white space or outside ASCII, at some punctuation near that, at a digit, or at the end.</returns>
    internal static int Copy(ReadOnlySpan<char> text, int at, bool digits, ref HashBuffer hash)
    {
        ref ushort first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));

        // One more character is read, for white space in a row.
        while (at < text.Length - Lanes)
        {
            Span<char> room = hash.Room(Lanes);
            ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(room));
            int blocks = Math.Min((text.Length - at - 1) / Lanes, room.Length / Lanes);
            int copied = 0;
            for (int end = blocks * Lanes; copied < end; copied += Lanes)
            {
                Vector256<ushort> block = Vector256.LoadUnsafe(ref first, (nuint)(at + copied));
                Vector256<ushort> blanks = Blanks(block);
                Vector256<ushort> events = blanks & Blanks(Vector256.LoadUnsafe(ref first, (nuint)(at + copied) + 1));
                events = digits ? events | Within(block, '0', '9') : events;
                Vector256.ConditionalSelect(blanks, Vector256.Create((ushort)' '), block).StoreUnsafe(ref target, (nuint)copied);
                if ((events | (block & Vector256.Create((ushort)0xFF80))) != Vector256<ushort>.Zero && (events | Exotic(block)) is var found && found != Vector256<ushort>.Zero)
                {
                    copied += int.TrailingZeroCount((int)found.ExtractMostSignificantBits());
                    hash.Take(copied);
                    return at + copied;
                }
            }

            hash.Take(copied);
            at += copied;
        }

        for (; at < text.Length && !IsEvent(text, at, digits); at++)
        {
            hash.Add(IsBlank(text[at]) ? ' ' : text[at]);
        }

        return at;
    }

    private static bool IsEvent(ReadOnlySpan<char> text, int at, bool digits)
    {
        char c = text[at];
        return IsBlank(c) ? at + 1 < text.Length && IsBlank(text[at + 1]) : char.IsWhiteSpace(c) || (digits && char.IsAsciiDigit(c));
    }

    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Blanks(Vector256<ushort> block) => Vector256.Equals(block, Vector256.Create((ushort)' ')) | Within(block, '\t', '\r');

    /// <summary>White space outside ASCII, and some punctuation near it.</summary>
    private static Vector256<ushort> Exotic(Vector256<ushort> block) => Vector256.Equals(block, Vector256.Create((ushort)0x85))
        | Vector256.Equals(block, Vector256.Create((ushort)0xA0))
        | Vector256.Equals(block, Vector256.Create((ushort)0x1680))
        | Vector256.Equals(block, Vector256.Create((ushort)0x3000))
        | Within(block, '\u2000', '\u205F');

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Within(Vector256<ushort> block, char low, char high)
    {
        // The smaller of both is the first exactly when it is no larger; comparing unsigned lanes directly costs more.
        Vector256<ushort> offset = block - Vector256.Create((ushort)low);
        return Vector256.Equals(Vector256.Min(offset, Vector256.Create((ushort)(high - low))), offset);
    }
}
