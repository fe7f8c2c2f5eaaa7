using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Triggers.Loops;

/// <summary>Finds the places at which normalising a text may have something to do: white space that is no single blank, and digits. Pure; vectorised.</summary>
internal static class TextEvents
{
    private const int Lanes = 16;

    /// <summary>The first such place, at or before a character that needs a look; the text's length when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="digits">Whether digits count.</param>
    internal static int Next(ReadOnlySpan<char> text, int from, bool digits)
    {
        ref ushort first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        int i = from;

        // The block behind is read too, for blanks in a row.
        for (; i < text.Length - Lanes; i += Lanes)
        {
            Vector256<ushort> block = Vector256.LoadUnsafe(ref first, (nuint)i);
            Vector256<ushort> shifted = Vector256.LoadUnsafe(ref first, (nuint)(i + 1));
            uint events = Events(block, shifted, digits).ExtractMostSignificantBits();
            if (events != 0)
            {
                return i + int.TrailingZeroCount((int)events);
            }
        }

        while (i < text.Length && !IsEvent(text, i, digits))
        {
            i++;
        }

        return i;
    }

    private static bool IsEvent(ReadOnlySpan<char> text, int at, bool digits)
    {
        char c = text[at];
        return c == ' ' ? at + 1 < text.Length && text[at + 1] == ' ' : char.IsWhiteSpace(c) || (digits && char.IsAsciiDigit(c));
    }

    /// <summary>All ones where a character is white space other than a single blank, or a digit; also for some punctuation near the white space beyond ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Events(Vector256<ushort> block, Vector256<ushort> shifted, bool digits)
    {
        Vector256<ushort> blank = Vector256.Create((ushort)' ');
        Vector256<ushort> events = (Vector256.Equals(block, blank) & Vector256.Equals(shifted, blank))
            | Within(block, '\t', '\r')
            | Vector256.Equals(block, Vector256.Create((ushort)0x85))
            | Vector256.Equals(block, Vector256.Create((ushort)0xA0))
            | Vector256.Equals(block, Vector256.Create((ushort)0x1680))
            | Vector256.Equals(block, Vector256.Create((ushort)0x3000))
            | Within(block, '\u2000', '\u205F');
        return digits ? events | Within(block, '0', '9') : events;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Within(Vector256<ushort> block, char low, char high)
    {
        // The smaller of both is the first exactly when it is no larger; comparing unsigned lanes directly costs more.
        Vector256<ushort> offset = block - Vector256.Create((ushort)low);
        return Vector256.Equals(Vector256.Min(offset, Vector256.Create((ushort)(high - low))), offset);
    }
}
