using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Sixty-four characters sorted into words and gaps.</summary>
/// <param name="Words">A bit for each character that words are made of.</param>
/// <param name="Foreign">A bit for each of those outside ASCII.</param>
internal readonly record struct CharBlock(ulong Words, ulong Foreign)
{
    internal const int Width = 64;

    /// <summary>Reads a block; behind the text's end there are gaps.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the block begins.</param>
    /// <param name="small">Receives the block as bytes in small letters; what is not ASCII is no letter there.</param>
    /// <param name="underscoreJoins">Whether an underscore is part of words.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static CharBlock Read(ReadOnlySpan<char> text, int at, Span<byte> small, bool underscoreJoins) =>
        text.Length - at >= Width
            ? Classify(text.Slice(at, Width), small, underscoreJoins)
            : ReadTail(text[at..], small, underscoreJoins);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CharBlock ReadTail(ReadOnlySpan<char> tail, Span<byte> small, bool underscoreJoins)
    {
        Span<char> padded = stackalloc char[Width];
        tail.CopyTo(padded);
        return Classify(padded, small, underscoreJoins);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CharBlock Classify(ReadOnlySpan<char> block, Span<byte> small, bool underscoreJoins)
    {
        ref ushort first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(block));
        ref byte target = ref MemoryMarshal.GetReference(small);
        byte joiner = underscoreJoins ? (byte)'_' : (byte)'0';
        uint low = Half(ref first, ref target, joiner, out uint foreignLow);
        uint high = Half(ref Unsafe.Add(ref first, Width / 2), ref Unsafe.Add(ref target, Width / 2), joiner, out uint foreignHigh);
        ulong words = low | ((ulong)high << 32);
        ulong foreign = foreignLow | ((ulong)foreignHigh << 32);
        return foreign == 0 ? new CharBlock(words, 0) : Foreigners(block, words, foreign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(ref ushort first, ref byte target, byte joiner, out uint foreign)
    {
        Vector256<byte> bytes = Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 16));
        Vector256<byte> lowered = bytes | Vector256.Create((byte)0x20);
        Vector256<byte> letters = Vector256.LessThan(lowered - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        Vector256<byte> digits = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        Vector256.ConditionalSelect(letters, lowered, bytes).StoreUnsafe(ref target);
        foreign = bytes.ExtractMostSignificantBits();
        return (letters | digits | Vector256.Equals(bytes, Vector256.Create(joiner))).ExtractMostSignificantBits();
    }

    private static CharBlock Foreigners(ReadOnlySpan<char> block, ulong words, ulong foreign)
    {
        ulong wide = 0;
        for (ulong left = foreign; left != 0; left &= left - 1)
        {
            int place = BitOperations.TrailingZeroCount(left);
            wide |= CharTable.IsWord(block[place]) ? 1UL << place : 0;
        }

        return new CharBlock(words | wide, wide);
    }
}
