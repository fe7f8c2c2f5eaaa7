using System.Buffers;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Finds the first of several ranked keyword lists that has a keyword in a text.</summary>
/// <remarks>
/// Ordinal, upper and lower case alike. A vectorised search finds candidates and a list of the keywords with the same first letter settles each, so a
/// text costs linear time. Immutable, safe for concurrent use, allocates nothing.
/// </remarks>
internal sealed class KeywordScanner
{
    internal const int None = -1;

    private readonly SearchValues<string> _any;
    private readonly Entry[][] _byFirstAscii = new Entry[128][];
    private readonly Entry[] _all;
    private readonly KeywordMatching _matching;

    /// <summary>Creates a scanner for the lists; the first list ranks highest.</summary>
    internal KeywordScanner(IReadOnlyList<IReadOnlyList<string>> lists, KeywordMatching matching)
    {
        _matching = matching;
        _all = [.. lists.SelectMany((list, rank) => list.Select(keyword => new Entry(keyword, rank)))];
        _any = SearchValues.Create([.. _all.Select(entry => entry.Keyword).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);
        for (int c = 0; c < _byFirstAscii.Length; c++)
        {
            // A keyword that starts beyond ASCII stays in every list: which of those letters equal an ASCII one is not for us to say.
            char lower = char.ToLowerInvariant((char)c);
            _byFirstAscii[c] = [.. _all.Where(entry => !char.IsAscii(entry.Keyword[0]) || char.ToLowerInvariant(entry.Keyword[0]) == lower)];
        }
    }

    /// <summary>The rank of the best list with a keyword in the text, or <see cref="None"/>.</summary>
    internal int Find(ReadOnlySpan<char> text)
    {
        int best = int.MaxValue;
        int start = 0;
        while (best > 0 && start < text.Length)
        {
            int offset = text[start..].IndexOfAny(_any);
            if (offset < 0)
            {
                break;
            }

            int at = start + offset;
            if (_matching == KeywordMatching.Anywhere || WordBoundary.IsAt(text, at))
            {
                best = Settle(text, at, best);
            }

            start = at + 1;
        }

        return best == int.MaxValue ? None : best;
    }

    private int Settle(ReadOnlySpan<char> text, int at, int best)
    {
        char first = text[at];
        foreach (Entry entry in char.IsAscii(first) ? _byFirstAscii[first] : _all)
        {
            if (entry.Rank < best
                && text[at..].StartsWith(entry.Keyword, StringComparison.OrdinalIgnoreCase)
                && (_matching != KeywordMatching.WholeWord || WordBoundary.IsAt(text, at + entry.Keyword.Length)))
            {
                best = entry.Rank;
            }
        }

        return best;
    }

    private readonly record struct Entry(string Keyword, int Rank);
}
