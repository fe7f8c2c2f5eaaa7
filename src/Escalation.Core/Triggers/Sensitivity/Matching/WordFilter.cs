using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Tells which words cannot be in a set, from two bits for each of its words.</summary>
/// <remarks>Both bits lie in the same 64, so a word costs one load: 20 to 40 kB for ten thousand words stay in the nearest cache. Filled once, then safe for concurrent use.</remarks>
internal sealed class WordFilter
{
    private const int BitsPerWord = 16;
    private const int LeastBits = 512;

    /// <summary>Longer words are too rare to be passed over by their length.</summary>
    private const int LongestPassedOver = 16;

    private readonly ulong[] _bits;
    private readonly int _shift;
    private int _shortest = LongestPassedOver;

    /// <summary>Creates a filter for so many words.</summary>
    internal WordFilter(int count)
    {
        _bits = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastBits, BitsPerWord * count)) / 64];
        _shift = 64 - BitOperations.Log2((uint)_bits.Length);
    }

    /// <summary>Adds a word; only while the set is being built.</summary>
    internal void Add(ulong hash, int length)
    {
        _bits[hash >> _shift] |= Pair(hash);
        _shortest = Math.Min(_shortest, length);
    }

    /// <summary>Whether a word of this hash may be in the set; a word of the set always may.</summary>
    internal bool MayHold(ulong hash) => (~_bits[hash >> _shift] & Pair(hash)) == 0;

    /// <summary>The ends of those words of a block that may be in the set.</summary>
    /// <remarks>No step depends on what the words are, because no processor could foretell it: a jump taken wrongly costs more than a look at a word.</remarks>
    /// <param name="block">The bytes of the block in small letters; the first word may begin before.</param>
    /// <param name="first">Where a word begins that reaches into the block, not above zero; zero for none.</param>
    /// <param name="words">A bit for each character of a word.</param>
    /// <param name="ends">A bit for each place behind a word.</param>
    internal ulong Sift(ref byte block, int first, ulong words, ulong ends)
    {
        ref ulong bits = ref MemoryMarshal.GetArrayDataReference(_bits);
        int shift = _shift;
        ulong kept = 0;
        for (ends &= LongEnough(words) | (first < 0 ? ends & (0 - ends) : 0); ends != 0; ends &= ends - 1)
        {
            int end = BitOperations.TrailingZeroCount(ends);
            int start = 64 - BitOperations.LeadingZeroCount(~words & ((1UL << end) - 1));

            // Without a gap before it the word is the one that reaches into the block.
            start += first & ((start - 1) >> 31);
            ulong hash = WordHash.Of(ref Unsafe.Add(ref block, start), end - start);
            ulong missing = ~Unsafe.Add(ref bits, (nint)(hash >> shift)) & Pair(hash);
            kept |= (missing == 0 ? 1UL : 0UL) << end;
        }

        return kept;
    }

    /// <summary>The places behind as many characters of a word as the shortest word of the set has.</summary>
    private ulong LongEnough(ulong words)
    {
        ulong places = words << 1;
        for (int length = 2; length <= _shortest; length++)
        {
            places &= words << length;
        }

        return places;
    }

    /// <summary>Two bits from a part of the hash that does not choose the 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pair(ulong hash) => (1UL << (int)(hash >> 38)) | (1UL << (int)(hash >> 32));
}
