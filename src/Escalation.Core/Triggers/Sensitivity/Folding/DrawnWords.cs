namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>The words of keywords as <see cref="DrawnLetters"/> writes them: doubled letters are common in some languages, and only a word that could be one of these is worth folding.</summary>
/// <remarks>Immutable, safe for concurrent use; looking at a word costs constant time and allocates nothing.</remarks>
internal sealed class DrawnWords
{
    private const int Reach = 64;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly bool _isWhole;

    /// <summary>Creates the list.</summary>
    /// <param name="words">The words, folded and squeezed.</param>
    /// <param name="isWhole">Whether keywords have to be whole words; otherwise any word may hold one.</param>
    internal DrawnWords(IEnumerable<string> words, bool isWhole)
    {
        _words = new HashSet<string>(words, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _isWhole = isWhole;
    }

    /// <summary>Whether the word around a place could be one of them; yes for a word that goes on beyond what is looked at.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place of a letter of ASCII.</param>
    /// <param name="end">Where the word ends, as far as it was looked at.</param>
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

        Span<char> small = stackalloc char[2 * Reach];
        Span<int> places = stackalloc int[2 * Reach];
        int length = end - start;
        for (int i = 0; i < length; i++)
        {
            small[i] = (char)(text[start + i] | 0x20);
        }

        int count = DrawnLetters.Write(small[..length], small[..length], small, places);
        return count > 0 && _words.Contains(small[..count]);
    }
}
