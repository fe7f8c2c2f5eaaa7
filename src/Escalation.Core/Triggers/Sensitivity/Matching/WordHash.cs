using System.Runtime.CompilerServices;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>A hash of a word of ASCII letters from its first, middle and last eight bytes: a fixed number of steps however long the word.</summary>
internal static class WordHash
{
    /// <summary>How many bytes may be read behind a word's start whatever its length.</summary>
    internal const int Padding = 8;

    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>The hash of the bytes; eight bytes from <paramref name="word"/> on must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of(ref byte word, int length)
    {
        ulong head = Unsafe.ReadUnaligned<ulong>(ref word);
        if (length < 8)
        {
            return (head << (64 - (8 * length))) * First;
        }

        ulong hash = head * First;
        if (length > 8)
        {
            hash = (hash ^ (hash >> 32) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref word, length - 8))) * Second;
            if (length > 16)
            {
                hash = (hash ^ (hash >> 32) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref word, (length / 2) - 4))) * First;
            }
        }

        return hash;
    }
}
