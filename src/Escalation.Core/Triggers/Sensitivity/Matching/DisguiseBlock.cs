using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Sixty-four characters sorted by what they can be in a disguise, a bit for each.</summary>
/// <param name="Letters">Letters of ASCII.</param>
/// <param name="Digits">Digits of ASCII.</param>
/// <param name="Signs">Signs that are letters before a letter: <c>$</c> and <c>@</c>.</param>
/// <param name="Inside">Signs that are letters between letters: <c>!</c>, <c>|</c> and <c>+</c>.</param>
/// <param name="Odd">Control characters, and everything outside ASCII.</param>
/// <param name="Repeated">Letters that stand behind the same letter, ignoring case.</param>
/// <param name="Doubled">Those of them that are never doubled, see <see cref="Folding.DrawnLetters"/>.</param>
internal readonly record struct DisguiseBlock(ulong Letters, ulong Digits, ulong Signs, ulong Inside, ulong Odd, ulong Repeated, ulong Doubled)
{
    internal const int Width = 64;

    /// <summary>Reads a block.</summary>
    /// <param name="window">The character before the block, and the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DisguiseBlock Read(ReadOnlySpan<char> window)
    {
        ref ushort before = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(window[..(Width + 1)]));
        Half low = HalfOf(ref before);
        Half high = HalfOf(ref Unsafe.Add(ref before, Width / 2));
        return new DisguiseBlock(
            Join(low.Letters, high.Letters),
            Join(low.Digits, high.Digits),
            Join(low.Signs, high.Signs),
            Join(low.Inside, high.Inside),
            Join(low.Odd, high.Odd),
            Join(low.Repeated, high.Repeated),
            Join(low.Doubled, high.Doubled));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Half HalfOf(ref ushort before)
    {
        Vector256<byte> bytes = Narrow(ref Unsafe.Add(ref before, 1));
        Vector256<byte> lowered = bytes | Vector256.Create((byte)0x20);
        Vector256<byte> letters = Vector256.LessThan(lowered - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        Vector256<byte> digits = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        Vector256<byte> signs = Vector256.Equals(bytes, Vector256.Create((byte)'$')) | Vector256.Equals(bytes, Vector256.Create((byte)'@'));
        Vector256<byte> inside = Vector256.Equals(bytes, Vector256.Create((byte)'!')) | Vector256.Equals(bytes, Vector256.Create((byte)'|')) | Vector256.Equals(bytes, Vector256.Create((byte)'+'));

        // As signed numbers, what is outside ASCII comes before the control characters; of these, tabs and line ends are white space.
        Vector256<byte> odd = Vector256.LessThan(bytes.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte() & ~Vector256.LessThan(bytes - Vector256.Create((byte)9), Vector256.Create((byte)5));
        odd |= Vector256.Equals(bytes, Vector256.Create((byte)0x7F));
        Vector256<byte> repeated = letters & Vector256.Equals(lowered, Narrow(ref before) | Vector256.Create((byte)0x20));

        // The letters a and q differ in one bit.
        Vector256<byte> never = Vector256.Equals(lowered & Vector256.Create((byte)0xEF), Vector256.Create((byte)'a'))
            | Vector256.LessThan(lowered - Vector256.Create((byte)'h'), Vector256.Create((byte)3))
            | Vector256.LessThan(lowered - Vector256.Create((byte)'u'), Vector256.Create((byte)5));
        return new Half(
            letters.ExtractMostSignificantBits(),
            digits.ExtractMostSignificantBits(),
            signs.ExtractMostSignificantBits(),
            inside.ExtractMostSignificantBits(),
            odd.ExtractMostSignificantBits(),
            repeated.ExtractMostSignificantBits(),
            (repeated & never).ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Narrow(ref ushort first) =>
        Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(uint low, uint high) => low | ((ulong)high << 32);

    private readonly record struct Half(uint Letters, uint Digits, uint Signs, uint Inside, uint Odd, uint Repeated, uint Doubled);
}
