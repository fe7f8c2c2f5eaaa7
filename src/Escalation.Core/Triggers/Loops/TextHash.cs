using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Escalation.Triggers.Loops;

/// <summary>A 64-bit fingerprint of bytes or text, the same on every machine, in every process and with or without intrinsics, so that it can travel with a conversation.</summary>
/// <remarks>
/// Four lanes, each fed 16 bytes at a time by a product of 64 by 64 bits whose halves are folded together; every input word also enters its lane by
/// itself, so that no value of another word can make it vanish in a product with zero. Not keyed and not cryptographic: of n different texts some
/// n^2 / 2^65 pairs collide by chance, and whoever knows the constants can make more. A collision makes the detector see a repetition that is none,
/// which warns or escalates; it never hides one. Changing anything here is a new version of the serialised state. Allocates nothing.
/// </remarks>
internal static class TextHash
{
    private const int Stripe = 64;
    private const int Block = 16;
    private const int Word = 8;

    // The first outputs of the SplitMix64 generator with seed 1; odd where they multiply.
    private const ulong Seed = 0x910A2DEC89025CC1;
    private const ulong First = 0xBEEB8DA1658EEC67;
    private const ulong Second = 0xF893A2EEFB32555F;
    private const ulong Third = 0x71C18690EE42C90B;
    private const ulong Fourth = 0x71BB54D8D101B5B9;
    private const ulong Last = 0xC34D0BFF90150281;

    /// <summary>The fingerprint of UTF-16 text, byte by byte in little-endian order.</summary>
    internal static ulong Of(ReadOnlySpan<char> text)
    {
        if (BitConverter.IsLittleEndian)
        {
            return Of(MemoryMarshal.AsBytes(text));
        }

        ushort[] swapped = ArrayPool<ushort>.Shared.Rent(text.Length);
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<char, ushort>(text), swapped);
        ulong hash = Of(MemoryMarshal.AsBytes(swapped.AsSpan(0, text.Length)));
        ArrayPool<ushort>.Shared.Return(swapped);
        return hash;
    }

    /// <summary>The fingerprint of bytes.</summary>
    internal static ulong Of(ReadOnlySpan<byte> data)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        nint length = data.Length;
        ulong lane = Seed;
        nint at = 0;
        if (length >= Stripe)
        {
            ulong second = Second, third = Third, fourth = Fourth;
            for (; at <= length - Stripe; at += Stripe)
            {
                lane = Absorb(lane, Read(ref start, at), Read(ref start, at + 8), First);
                second = Absorb(second, Read(ref start, at + 16), Read(ref start, at + 24), Second);
                third = Absorb(third, Read(ref start, at + 32), Read(ref start, at + 40), Third);
                fourth = Absorb(fourth, Read(ref start, at + 48), Read(ref start, at + 56), Fourth);
            }

            lane = Absorb(Absorb(lane, second, third, Last), fourth, lane, First);
        }

        for (; at <= length - Block; at += Block)
        {
            lane = Absorb(lane, Read(ref start, at), Read(ref start, at + 8), First);
        }

        (ulong a, ulong b) = Rest(data[(int)at..]);
        lane = Absorb(lane, a, b, Second);
        return Fold((lane >> 32) ^ lane ^ Third, (ulong)length ^ Fourth) ^ Fold(lane ^ Last, First);
    }

    /// <summary>One fingerprint of two, in this order.</summary>
    internal static ulong Join(ulong first, ulong second)
    {
        ulong lane = Absorb(Seed, first, second, Third);
        return Fold(lane ^ Last, (lane >> 32) ^ lane ^ Second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Absorb(ulong lane, ulong a, ulong b, ulong key) => (ulong.RotateLeft(lane, 29) ^ b) + Fold(a ^ key, b ^ lane) + a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b) => Math.BigMul(a, b, out ulong low) ^ low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte start, nint at)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    /// <summary>Fewer than 16 bytes as two words, padded with zeros; the length, which enters by itself, tells them from real ones.</summary>
    private static (ulong First, ulong Second) Rest(ReadOnlySpan<byte> rest)
    {
        Span<byte> padded = stackalloc byte[Block];
        padded.Clear();
        rest.CopyTo(padded);
        return (BinaryPrimitives.ReadUInt64LittleEndian(padded), BinaryPrimitives.ReadUInt64LittleEndian(padded[Word..]));
    }
}
