using System.Buffers;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Finds keywords of any characters, whole words or not: a vectorised search for candidates, each settled by one look-up for every length that a keyword has.</summary>
/// <remarks>Ordinal, upper and lower case alike. Linear in the text however many keywords there are. Immutable, safe for concurrent use, allocates nothing.</remarks>
internal sealed class SearchMatcher
{
    private readonly SearchValues<string> _any;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers;
    private readonly int[] _lengths;
    private readonly KeywordMatching _matching;
    private readonly bool _underscoreJoins;

    /// <summary>Creates the matcher.</summary>
    internal SearchMatcher(IEnumerable<(int Number, string Keyword)> keywords, KeywordMatching matching, bool underscoreJoins)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach ((int number, string keyword) in keywords)
        {
            _ = numbers.TryAdd(keyword, number);
        }

        _matching = matching;
        _underscoreJoins = underscoreJoins;
        _numbers = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. numbers.Keys.Select(keyword => keyword.Length).Distinct().Order()];
        _any = SearchValues.Create([.. numbers.Keys], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reports every keyword in the text, ordered by where it begins.</summary>
    /// <returns>False when the sink asked to stop.</returns>
    internal bool Scan<TSink>(scoped ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct
    {
        for (int start = 0; start < text.Length;)
        {
            int offset = text[start..].IndexOfAny(_any);
            if (offset < 0)
            {
                return true;
            }

            int at = start + offset;
            if ((_matching == KeywordMatching.Anywhere || IsBoundary(text, at)) && !Settle(text, at, ref sink))
            {
                return false;
            }

            start = at + 1;
        }

        return true;
    }

    private bool Settle<TSink>(scoped ReadOnlySpan<char> text, int at, ref TSink sink)
        where TSink : struct, IHitSink, allows ref struct
    {
        foreach (int length in _lengths)
        {
            if (length > text.Length - at)
            {
                break;
            }

            if (_numbers.TryGetValue(text.Slice(at, length), out int number)
                && (_matching != KeywordMatching.WholeWord || IsBoundary(text, at + length))
                && !sink.Take(number, at, at + length))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsBoundary(ReadOnlySpan<char> text, int position) =>
        position <= 0 || position >= text.Length || !(CharTable.IsWord(text[position - 1], _underscoreJoins) && CharTable.IsWord(text[position], _underscoreJoins));
}
