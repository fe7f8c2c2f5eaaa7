using System.Buffers;

namespace Escalation.Redaction;

/// <summary>Remembers how far a text has been searched for context words, so that many numbers in a row cost one search.</summary>
internal struct ContextCursor
{
    private const int LongestWord = 8;

    private int _searched;
    private int _lastWord;

    /// <summary>Whether a word begins near a place. Places are asked for from left to right; one further left than the last is answered from what is known.</summary>
    internal bool IsNear(ReadOnlySpan<char> text, SearchValues<string> words, int start, int end)
    {
        int limit = Math.Min(text.Length, end + ContextWords.After);
        _searched = Math.Max(_searched, Math.Max(0, start - ContextWords.Before));
        while (_searched < limit)
        {
            int offset = text[_searched..limit].IndexOfAny(words);
            if (offset < 0)
            {
                // A word may begin here and end behind the limit.
                _searched = Math.Max(_searched, limit - LongestWord);
                break;
            }

            _lastWord = _searched + offset + 1;
            _searched = _lastWord;
        }

        return _lastWord > 0 && _lastWord - 1 >= start - ContextWords.Before;
    }
}
