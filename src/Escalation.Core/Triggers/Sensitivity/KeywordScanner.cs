using System.Buffers;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Finds the first of several ranked keyword lists that has a keyword in a text.</summary>
/// <remarks>
/// Ordinal, upper and lower case alike. A vectorised search finds candidates; each is settled by one look-up for every length that a keyword has, so
/// a text costs linear time however many keywords there are. Immutable, safe for concurrent use, allocates nothing.
/// </remarks>
internal sealed class KeywordScanner
{
    internal const int None = -1;

    private readonly SearchValues<string> _any;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ranks;
    private readonly int[] _lengths;
    private readonly KeywordMatching _matching;

    /// <summary>Creates a scanner for the lists; the first list ranks highest.</summary>
    internal KeywordScanner(IReadOnlyList<IReadOnlyList<string>> lists, KeywordMatching matching)
    {
        var ranks = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int rank = 0; rank < lists.Count; rank++)
        {
            foreach (string keyword in lists[rank])
            {
                // A keyword of two lists counts for the higher one.
                ranks.TryAdd(keyword, rank);
            }
        }

        _matching = matching;
        _ranks = ranks.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. ranks.Keys.Select(keyword => keyword.Length).Distinct().Order()];
        _any = SearchValues.Create([.. ranks.Keys], StringComparison.OrdinalIgnoreCase);
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
        foreach (int length in _lengths)
        {
            if (length > text.Length - at)
            {
                break;
            }

            if (_ranks.TryGetValue(text.Slice(at, length), out int rank)
                && rank < best
                && (_matching != KeywordMatching.WholeWord || WordBoundary.IsAt(text, at + length)))
            {
                best = rank;
            }
        }

        return best;
    }
}
