using System.Buffers;

namespace Escalation.Redaction;

/// <summary>Remembers how far a text has been searched for context words, so that many numbers in a row cost one search.</summary>
internal struct ContextCursor
{
    private const int LongestWord = 8;

    private int _searched;
    private int _lastWord;
    private int _signBehind;
    private bool _signIsAddress;

    /// <summary>Whether an e-mail address goes on behind the at sign here; remembers the last answer, since many numbers may lead up to one sign.</summary>
    internal bool IsAddress(ReadOnlySpan<char> text, int sign)
    {
        if (_signBehind != sign + 1)
        {
            _signBehind = sign + 1;
            _signIsAddress = EmailAddresses.Match(text, sign - 1, sign, out _, out _);
        }

        return _signIsAddress;
    }

    /// <summary>Whether a word begins near a place. Places are asked for from left to right; one further left than the last is answered from what is known.</summary>
    internal bool IsNear(ReadOnlySpan<char> text, SearchValues<string> words, int start, int end)
    {
        int limit = Math.Min(text.Length, end + ContextWords.After);
        _searched = Math.Max(_searched, Math.Max(0, start - ContextWords.Before));
        while (_searched < limit)
        {
            ReadOnlySpan<char> unsearched = text[_searched..limit];
            int offset = ContextWords.HasLetters(unsearched) ? unsearched.IndexOfAny(words) : -1;
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
