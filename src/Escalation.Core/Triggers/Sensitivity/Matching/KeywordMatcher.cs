using System.Text;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Finds a list of keywords in a text as it stands, each by the fastest way that can.</summary>
/// <remarks>
/// Whole words and phrases go through <see cref="WordMatcher"/>, whose time does not depend on their number; a handful of ASCII words, keywords of
/// other characters and other ways of matching go through <see cref="SearchMatcher"/>. Immutable, safe for concurrent use, allocates nothing.
/// </remarks>
internal sealed class KeywordMatcher
{
    internal const int None = -1;

    /// <summary>Up to here the vectorised substring search is the faster one.</summary>
    private const int Handful = 20;

    private readonly WordMatcher? _words;
    private readonly SearchMatcher? _search;

    /// <summary>Creates the matcher; of equal keywords the first counts.</summary>
    internal KeywordMatcher(IReadOnlyCollection<(int Number, string Keyword)> keywords, KeywordMatching matching, bool underscoreJoins, bool exactGaps)
    {
        bool few = keywords.Count <= Handful;
        ILookup<bool, (int, string)> byWords = keywords.ToLookup(item =>
            matching == KeywordMatching.WholeWord
            && WordSplitter.IsRegular(item.Keyword, underscoreJoins)
            && !(few && Ascii.IsValid(item.Keyword) && WordSplitter.Split(item.Keyword, underscoreJoins).Count() == 1));
        _words = byWords[true].Any() ? new WordMatcher(byWords[true], underscoreJoins, exactGaps) : null;
        _search = byWords[false].Any() ? new SearchMatcher(byWords[false], matching, underscoreJoins) : null;
    }

    /// <summary>Reports every keyword in the text.</summary>
    /// <returns>False when the sink asked to stop.</returns>
    internal bool Scan<TSink>(scoped ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct =>
        (_search is null || _search.Scan(text, ref sink)) && (_words is null || _words.Scan(text, ref sink));
}
