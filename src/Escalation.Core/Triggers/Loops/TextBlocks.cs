using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Triggers.Loops;

/// <summary>Copies text in blocks of 32 characters, lone line ends and tabs as blanks, and marks the places that need a look: a bit a character, the lowest for the first.</summary>
/// <remarks>Marked are white space that stands before other white space or lies outside ASCII, and digits where they count.</remarks>
internal static class TextBlocks
{
    /// <summary>Characters in a block.</summary>
    internal const int Lanes = 32;

    private const int LastLane = Lanes - 1;
    private const ushort BeyondAscii = 0x80;

    /// <summary>The character of the lowest mark.</summary>
    internal static int First(uint marks) => BitOperations.TrailingZeroCount(marks);

    /// <summary>The marks of a character and those behind it.</summary>
    /// <param name="marks">The marks.</param>
    /// <param name="from">Which character, from 0 to 31.</param>
    internal static uint From(uint marks, int from) => marks >> from << from;

    /// <summary>Copies whole blocks on and on until one has marks or fewer than 33 characters are left.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to begin.</param>
    /// <param name="digits">Whether digits need a look.</param>
    /// <param name="hash">Takes the copy; a block with marks lies in its room and is not taken yet.</param>
    /// <param name="marks">The marks of the block at the returned place; 0 when too little is left.</param>
    /// <returns>Where it stopped.</returns>
    internal static int Copy(ReadOnlySpan<char> text, int at, bool digits, ref HashBuffer hash, out uint marks)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));

        // The character behind the block is read too, for white space in a row.
        while (at < text.Length - Lanes)
        {
            Span<char> room = hash.Room(Lanes);
            int whole = Math.Min(text.Length - at - 1, room.Length) / Lanes * Lanes;
            int copied = CopyBlocks(ref Unsafe.Add(ref source, at), ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(room)), whole, digits, out uint found);
            hash.Take(copied);
            at += copied;
            if (found != 0)
            {
                marks = found;
                return at;
            }
        }

        marks = 0;
        return at;
    }

    /// <summary>Copies the last block, at most 32 characters, into room that the buffer has not taken yet.</summary>
    internal static uint CopyLast(ReadOnlySpan<char> rest, bool digits, ref HashBuffer hash)
    {
        // Zeros behind the end mean nothing.
        Span<ushort> padded = stackalloc ushort[Lanes + 1];
        padded.Clear();
        MemoryMarshal.Cast<char, ushort>(rest).CopyTo(padded);
        _ = CopyBlocks(ref MemoryMarshal.GetReference(padded), ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(hash.Room(Lanes))), Lanes, digits, out uint marks);
        return marks;
    }

    /// <summary>Copies blocks up to one with marks, which it leaves in the target behind those that it counts.</summary>
    private static int CopyBlocks(ref ushort source, ref ushort target, int count, bool digits, out uint marks)
    {
        var blank = Vector512.Create((ushort)' ');
        for (int at = 0; at < count; at += Lanes)
        {
            var block = Vector512.LoadUnsafe(ref source, (nuint)at);
            Vector512<ushort> copy = Vector512.ConditionalSelect(Within(block, '\t', '\r'), blank, block);
            copy.StoreUnsafe(ref target, (nuint)at);

            uint blanks = (uint)Vector512.Equals(copy, blank).ExtractMostSignificantBits();
            uint found = blanks & ((blanks >> 1) | (IsBlank(Unsafe.Add(ref source, at + Lanes)) << LastLane));
            found |= digits ? (uint)Within(block, '0', '9').ExtractMostSignificantBits() : 0;
            if (Vector512.GreaterThanOrEqualAny(block, Vector512.Create(BeyondAscii)))
            {
                found |= Foreign(ref Unsafe.Add(ref source, at));
            }

            if (found != 0)
            {
                marks = found;
                return at;
            }
        }

        marks = 0;
        return count;
    }

    /// <summary>Marks white space outside ASCII.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Foreign(ref ushort source)
    {
        var block = Vector512.LoadUnsafe(ref source);
        Vector512<ushort> candidates = Vector512.Equals(block & Vector512.Create((ushort)0xFF00), Vector512.Create((ushort)0x2000)) | Vector512.Equals(block, Vector512.Create((ushort)0x3000))
            | Vector512.Equals(block, Vector512.Create((ushort)0x1680)) | Within(block, '\u0085', '\u00A0');
        uint marks = 0;
        for (uint rest = (uint)candidates.ExtractMostSignificantBits(); rest != 0; rest &= rest - 1)
        {
            int lane = First(rest);
            marks |= char.IsWhiteSpace((char)Unsafe.Add(ref source, lane)) ? 1u << lane : 0;
        }

        return marks;
    }

    /// <summary>1 for a blank, tab or line end, else 0; without a branch, which text would make a coin toss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint IsBlank(ushort c) => (uint)((0x1_0000_3E00UL >> c) & 1) & (c <= ' ' ? 1u : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Within(Vector512<ushort> block, char low, char high) =>
        Vector512.LessThanOrEqual(block - Vector512.Create((ushort)low), Vector512.Create((ushort)(high - low)));
}
