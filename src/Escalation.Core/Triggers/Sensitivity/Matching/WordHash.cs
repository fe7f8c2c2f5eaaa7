using System.Runtime.CompilerServices;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>A hash of a word of ASCII letters from its first, middle and last eight bytes: a fixed number of steps however long the word.</summary>
/// <remarks>Up to sixteen letters take the same steps without a branch: the lengths of words in a text cannot be foretold.</remarks>
internal static class WordHash
{
    /// <summary>How many bytes may be read behind a word's start whatever its length.</summary>
    internal const int Padding = 8;

    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    /// <summary>The hash of the bytes, at least one; eight bytes from <paramref name="word"/> on must be readable. Its higher bits are the better ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Of(ref byte word, int length)
    {
        // A short word is its own head and tail, without what stands behind it. Written with masks: a condition would become a jump.
        int beyond = length - 8;
        int skipped = beyond & ~(beyond >> 31);
        int shift = -8 * (length - skipped);
        ulong hash = (Unsafe.ReadUnaligned<ulong>(ref word) << shift) * First;
        if (length > 16)
        {
            hash = (hash ^ (hash >> 32) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref word, (length / 2) - 4))) * First;
        }

        return ((hash ^ (hash >> 32) ^ (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref word, skipped)) << shift)) + (ulong)length) * Second;
    }
}
