using Escalation.Triggers.Sensitivity.Matching;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Finds the keywords of several ranked lists in a text, as it stands and in disguise.</summary>
/// <remarks>Linear in the text however many keywords there are. Immutable, safe for concurrent use; <see cref="Find"/> allocates nothing.</remarks>
internal sealed class KeywordScanner
{
    internal const int None = -1;

    /// <summary>Shorter phrases written as one may be another word or name, such as the command <c>killall</c>.</summary>
    private const int LeastJoined = 8;

    private readonly KeywordMatcher _plain;
    private readonly DisguiseMatcher? _disguised;
    private readonly int[] _ranks;
    private readonly string[] _keywords;
    private readonly int _asListed;

    /// <summary>Creates a scanner for the lists; the first list ranks highest, and a keyword of two lists counts for the higher one.</summary>
    internal KeywordScanner(IReadOnlyList<IReadOnlyList<string>> lists, KeywordMatching matching, KeywordFolding folding)
    {
        List<(int Number, string Keyword)> numbered = [];
        List<int> ranks = [];
        for (int rank = 0; rank < lists.Count; rank++)
        {
            foreach (string keyword in lists[rank])
            {
                numbered.Add((numbered.Count, keyword));
                ranks.Add(rank);
            }
        }

        bool exact = folding == KeywordFolding.CaseOnly;
        List<string> keywords = [.. numbered.Select(item => item.Keyword)];
        _asListed = keywords.Count;
        for (int i = 0; i < _asListed && !exact; i++)
        {
            if (Joined(keywords[i]) is { } joined)
            {
                numbered.Add((keywords.Count, joined));
                ranks.Add(ranks[i]);
                keywords.Add(keywords[i]);
            }
        }

        _ranks = [.. ranks];
        _keywords = [.. keywords];
        _plain = new KeywordMatcher(numbered, matching, underscoreJoins: exact, exactGaps: exact);
        _disguised = exact ? null : new DisguiseMatcher(numbered, matching);
    }

    /// <summary>The rank of the best list with a keyword in the text, or <see cref="None"/>.</summary>
    internal int Find(ReadOnlySpan<char> text)
    {
        var sink = new BestRankSink(_ranks);
        if (_plain.Scan(text, ref sink))
        {
            _disguised?.Scan(text, ref sink);
        }

        return sink.Best == BestRankSink.Nothing ? None : sink.Best;
    }

    /// <summary>Every keyword in the text with the rank of its list, ordered by where it begins.</summary>
    internal IEnumerable<(int Start, int End, int Rank, string Keyword, bool Disguised)> FindAll(string text)
    {
        var plain = new HitListSink();
        var all = new HitListSink();
        _plain.Scan(text, ref plain);
        _plain.Scan(text, ref all);
        _disguised?.Scan(text, ref all);
        var seen = plain.Hits.ToHashSet();
        foreach ((int start, int end, int keyword) in all.Hits)
        {
            yield return (start, end, _ranks[keyword], _keywords[keyword], keyword >= _asListed || !seen.Contains((start, end, keyword)));
        }
    }

    /// <summary>A phrase written as one word, as tags and names of users have it; null for a word, and for what would be too short.</summary>
    private static string? Joined(string keyword)
    {
        string joined = string.Concat(keyword.Where(c => c is not ('-' or '_') && !char.IsWhiteSpace(c)));
        return joined.Length < keyword.Trim().Length && joined.Length >= LeastJoined && joined.All(char.IsLetter) ? joined : null;
    }
}
