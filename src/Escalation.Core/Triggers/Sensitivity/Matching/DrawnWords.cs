using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>The words of keywords as <see cref="DrawnLetters"/> writes them: doubled letters are common in some languages, and only a word that could be one of these is worth folding.</summary>
/// <remarks>Immutable, safe for concurrent use; looking at a word costs constant time and allocates nothing.</remarks>
internal sealed class DrawnWords
{
    private const int Reach = 64;

    private readonly Vocabulary _words;
    private readonly bool _isWhole;

    /// <summary>Creates the list.</summary>
    /// <param name="words">The words, folded and squeezed.</param>
    /// <param name="isWhole">Whether keywords have to be whole words; otherwise any word may hold one.</param>
    internal DrawnWords(IEnumerable<string> words, bool isWhole)
    {
        string[] distinct = [.. words.Distinct(StringComparer.Ordinal)];
        _words = new Vocabulary(distinct, Enumerable.Range(0, distinct.Length).ToHashSet());
        _isWhole = isWhole;
    }

    /// <summary>Whether the word around a place could be one of them; yes for a word that goes on beyond what is looked at.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place of a letter of ASCII.</param>
    /// <param name="end">Where the word ends, as far as it was looked at.</param>
    [SkipLocalsInit]
    internal bool MayHold(ReadOnlySpan<char> text, int at, out int end)
    {
        end = at + 1;
        if (!_isWhole)
        {
            return true;
        }

        int start = at;
        while (start > 0 && at - start < Reach && char.IsAsciiLetter(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && end - at < Reach && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        if (at - start == Reach || end - at == Reach)
        {
            return true;
        }

        Span<byte> squeezed = stackalloc byte[(2 * Reach) + WordHash.Padding];
        int count = DrawnLetters.Squeeze(text[start..end], squeezed);
        return IsKnown(ref MemoryMarshal.GetReference(squeezed), count);
    }

    /// <summary>Whether a word of at most 64 letters of ASCII could be one of them.</summary>
    /// <param name="word">The word.</param>
    /// <param name="drawn">A bit for each letter that goes when the word is squeezed.</param>
    [SkipLocalsInit]
    internal bool MayHold(ReadOnlySpan<char> word, ulong drawn)
    {
        if (!_isWhole)
        {
            return true;
        }

        Span<byte> squeezed = stackalloc byte[Reach + WordHash.Padding];
        ref byte first = ref MemoryMarshal.GetReference(squeezed);
        int count = 0;
        foreach (char c in word)
        {
            // A letter that goes is overwritten by the next: no jump depends on it.
            Unsafe.Add(ref first, count) = (byte)(c | 0x20);
            count += (int)(~drawn & 1);
            drawn >>= 1;
        }

        return IsKnown(ref first, count);
    }

    private bool IsKnown(ref byte word, int length) =>
        _words.Begins.MayHold(WordHash.Of(ref word, length)) && _words.Find(ref word, length) != Vocabulary.None;
}
